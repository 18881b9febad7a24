import type { DocumentPath } from '../issue.js';

/** Where a value begins in the text, and where its parts do. */
export interface PositionNode {
  readonly offset: number;
  /** Of a mapping's values by key, or of a sequence's items. */
  readonly children?: Positions;
}

type Positions = Map<string, PositionNode> | PositionNode[];

/** Offset of the value at `path`, or of its nearest parent that is there. */
export function offsetIn(root: PositionNode, path: DocumentPath): number {
  let node = root;
  for (const step of path) {
    const child = childAt(node.children, step);
    if (child === undefined) break;
    node = child;
  }
  return node.offset;
}

function childAt(children: Positions | undefined, step: string | number): PositionNode | undefined {
  if (Array.isArray(children)) return typeof step === 'number' ? children[step] : undefined;
  return typeof step === 'string' ? children?.get(step) : undefined;
}
