import type { Place } from '@chaoskit/errors';
import type { Json } from '../values/json.js';
import { formatPath } from './document-path.js';
import type { DocumentPath } from './issue.js';
import { LineIndex } from './line-index.js';
import type { ParsedDocument } from './parsed-document.js';

/** Where in a text the value at a path begins, or its nearest parent that is there; undefined where the text holds no value. */
export type FindOffset = (path: DocumentPath) => number | undefined;

/** A parsed text. Positions are only worked out when one is asked for. */
export class PositionedDocument implements ParsedDocument {
  readonly source: string;
  readonly value: Json;
  readonly #text: string;
  readonly #positions: () => FindOffset;
  #found: { readonly offsetOf: FindOffset; readonly lines: LineIndex } | undefined;

  constructor(source: string, text: string, value: Json, positions: () => FindOffset) {
    this.source = source;
    this.value = value;
    this.#text = text;
    this.#positions = positions;
  }

  locate(path: DocumentPath): Place {
    this.#found ??= { offsetOf: this.#positions(), lines: new LineIndex(this.#text) };
    const { offsetOf, lines } = this.#found;
    const offset = offsetOf(path);
    const position = offset === undefined ? {} : lines.at(offset);
    return { file: this.source, ...position, path: formatPath(path) };
  }
}
