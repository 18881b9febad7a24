import type { JsonObject } from '../json/json-object.js';
import { type FieldTree, isEmptyTree } from './field-tree.js';
import { childNodes, rootNode, type TypedNode } from './typed-node.js';

/** The live object with what is applied laid over it: maps and keyed lists merge, all else is replaced. */
export const mergeApplied = (live: unknown, applied: unknown, typeName: string): JsonObject =>
  mergeNodes(rootNode(live, typeName), rootNode(applied, typeName)) as JsonObject;

function mergeNodes(live: TypedNode, applied: TypedNode): unknown {
  const left = childNodes(live);
  const right = childNodes(applied);
  if (left === undefined || right === undefined) return structuredClone(applied.value);
  if (Array.isArray(applied.value)) return mergeItems(left, right);
  const result: JsonObject = { ...(live.value as JsonObject) };
  for (const [key, node] of right) {
    const old = left.get(key);
    result[key.slice(2)] = old === undefined ? structuredClone(node.value) : mergeNodes(old, node);
  }
  return result;
}

/** Items of the live object keep their places, those that are applied come in their order around them. */
function mergeItems(left: ReadonlyMap<string, TypedNode>, right: ReadonlyMap<string, TypedNode>): unknown[] {
  const result: unknown[] = [];
  const live = [...left];
  const takeOthers = (): void => {
    for (let next = live[0]; next !== undefined && !right.has(next[0]); next = live[0]) {
      result.push(next[1].value);
      live.shift();
    }
  };
  for (const [key, node] of right) {
    takeOthers();
    const old = left.get(key);
    result.push(old === undefined ? structuredClone(node.value) : mergeNodes(old, node));
    const place = live.findIndex(([one]) => one === key);
    if (place >= 0) live.splice(place, 1);
  }
  takeOthers();
  return result;
}

/** The object without the fields of a tree; what became empty by it goes as well. */
export const pruneFields = (object: JsonObject, fields: FieldTree, typeName: string): JsonObject =>
  (pruneNode(rootNode(object, typeName), fields) ?? {}) as JsonObject;

function pruneNode(node: TypedNode, fields: FieldTree): unknown {
  if (fields.isOwn) return undefined;
  const children = childNodes(node);
  if (children === undefined || isEmptyTree(fields)) return node.value;
  const kept: [string, unknown][] = [];
  for (const [key, child] of children) {
    const tree = fields.children.get(key);
    const value = tree === undefined ? child.value : pruneNode(child, tree);
    if (value !== undefined) kept.push([key, value]);
  }
  if (kept.length === 0 && children.size > 0) return undefined;
  if (Array.isArray(node.value)) return kept.map(([, value]) => value);
  return Object.fromEntries(kept.map(([key, value]) => [key.slice(2), value]));
}
