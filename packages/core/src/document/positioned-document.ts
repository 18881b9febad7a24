import type { Place } from '@chaoskit/errors';
import type { Json } from '../values/json.js';
import { formatPath } from './document-path.js';
import type { DocumentPath } from './issue.js';
import { LineIndex } from './line-index.js';
import type { ParsedDocument } from './parsed-document.js';

/** Where a value begins in the text, and where its parts do. */
export interface PositionNode {
  readonly offset: number;
  /** Of an object's values by key, or of a list's items. */
  readonly children?: Positions;
}

export type Positions = Map<string, PositionNode> | PositionNode[];

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
      const child = childAt(node.children, step);
      if (child === undefined) break;
      node = child;
    }
    return { file: this.source, ...lines.at(node.offset), path: formatPath(path) };
  }
}

function childAt(children: Positions | undefined, step: string | number): PositionNode | undefined {
  if (Array.isArray(children)) return typeof step === 'number' ? children[step] : undefined;
  return typeof step === 'string' ? children?.get(step) : undefined;
}
