import type { Place } from '@chaoskit/errors';
import type { Json } from '../values/json.js';
import { formatPath } from './document-path.js';
import type { DocumentPath } from './issue.js';
import { LineIndex } from './line-index.js';
import type { ParsedDocument } from './parsed-document.js';

/** Where a value begins in the text, and where its parts do. */
export interface PositionNode {
  readonly offset: number;
  readonly children?: ReadonlyMap<string | number, PositionNode>;
}

/** A parsed text. Positions are only worked out when the first one is asked for. */
export class PositionedDocument implements ParsedDocument {
  readonly source: string;
  readonly value: Json;
  readonly #text: string;
  readonly #findPositions: () => PositionNode | undefined;
  #found: { readonly root: PositionNode | undefined; readonly lines: LineIndex } | undefined;

  constructor(source: string, text: string, value: Json, findPositions: () => PositionNode | undefined) {
    this.source = source;
    this.value = value;
    this.#text = text;
    this.#findPositions = findPositions;
  }

  locate(path: DocumentPath): Place {
    this.#found ??= { root: this.#findPositions(), lines: new LineIndex(this.#text) };
    const { root, lines } = this.#found;
    if (root === undefined) return { file: this.source, path: formatPath(path) };
    let node = root;
    for (const step of path) {
      const child = node.children?.get(step);
      if (child === undefined) break;
      node = child;
    }
    return { file: this.source, ...lines.at(node.offset), path: formatPath(path) };
  }
}
