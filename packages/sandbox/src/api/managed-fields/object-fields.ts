import { jsonEquals } from '../../store/json-equals.js';
import { type FieldTree, fieldTree, noFields, ownField, union } from './field-tree.js';
import { childNodes, rootNode, type TypedNode } from './typed-node.js';

/** All fields of an object. */
export const fieldsOf = (object: unknown, typeName: string): FieldTree =>
  nodeFields(rootNode(object, typeName));

function nodeFields(node: TypedNode): FieldTree {
  const children = childNodes(node);
  if (children === undefined || children.size === 0) return ownField;
  return fieldTree(
    node.isItem,
    [...children].map(([key, child]) => [key, nodeFields(child)] as const),
  );
}

export interface FieldChanges {
  /** Fields that are new or have another value. */
  readonly changed: FieldTree;
  /** Fields that are gone. */
  readonly removed: FieldTree;
}

/** How two objects of a type differ. */
export const compareFields = (before: unknown, after: unknown, typeName: string): FieldChanges =>
  compareNodes(rootNode(before, typeName), rootNode(after, typeName));

function compareNodes(before: TypedNode, after: TypedNode): FieldChanges {
  const left = childNodes(before);
  const right = childNodes(after);
  if (left === undefined || right === undefined) {
    const same = jsonEquals(before.value, after.value);
    return { changed: same ? noFields : nodeFields(after), removed: noFields };
  }
  const changed: [string, FieldTree][] = [];
  const removed: [string, FieldTree][] = [];
  for (const [key, node] of right) {
    const old = left.get(key);
    if (old === undefined) changed.push([key, nodeFields(node)]);
    else {
      const inner = compareNodes(old, node);
      changed.push([key, inner.changed]);
      removed.push([key, inner.removed]);
    }
  }
  for (const [key, node] of left) if (!right.has(key)) removed.push([key, union(nodeFields(node), ownField)]);
  return { changed: fieldTree(false, changed), removed: fieldTree(false, removed) };
}
