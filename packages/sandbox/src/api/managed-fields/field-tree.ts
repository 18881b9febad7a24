import { isJsonObject, type JsonObject } from '../json/json-object.js';

/**
 * A set of fields as a tree, as `metadata.managedFields` writes it (FieldsV1): keys are `f:name` for fields, `k:{…}` for items of
 * a list by their keys, `v:…` for items of a set; `isOwn`: the place itself is in the set (`.` where it has further ones).
 */
export interface FieldTree {
  readonly isOwn: boolean;
  readonly children: ReadonlyMap<string, FieldTree>;
}

export const noFields: FieldTree = { isOwn: false, children: new Map() };
export const ownField: FieldTree = { isOwn: true, children: new Map() };

export const isEmptyTree = (tree: FieldTree): boolean => !tree.isOwn && tree.children.size === 0;

/** A tree without the branches that lead nowhere. */
export function fieldTree(isOwn: boolean, children: Iterable<readonly [string, FieldTree]>): FieldTree {
  const kept = [...children].filter(([, child]) => !isEmptyTree(child));
  return { isOwn, children: new Map(kept) };
}

function combine(
  one: FieldTree,
  other: FieldTree,
  keys: Iterable<string>,
  isOwn: boolean,
  each: (one: FieldTree, other: FieldTree) => FieldTree,
): FieldTree {
  const children = [...keys].map(
    (key) => [key, each(one.children.get(key) ?? noFields, other.children.get(key) ?? noFields)] as const,
  );
  return fieldTree(isOwn, children);
}

/** What is in either. */
export function union(one: FieldTree, other: FieldTree): FieldTree {
  const keys = new Set([...one.children.keys(), ...other.children.keys()]);
  return combine(one, other, keys, one.isOwn || other.isOwn, union);
}

/** What is in both. */
export function intersection(one: FieldTree, other: FieldTree): FieldTree {
  return combine(one, other, one.children.keys(), one.isOwn && other.isOwn, intersection);
}

/** What is in the first alone. */
export function difference(one: FieldTree, other: FieldTree): FieldTree {
  return combine(one, other, one.children.keys(), one.isOwn && !other.isOwn, difference);
}

/** What is in the first, but for all that lies at or below a place of the second. */
export function withoutBranches(one: FieldTree, other: FieldTree): FieldTree {
  if (other.isOwn) return noFields;
  return combine(one, other, one.children.keys(), one.isOwn, withoutBranches);
}

export function toFieldsV1(tree: FieldTree): JsonObject {
  const result: JsonObject = tree.isOwn && tree.children.size > 0 ? { '.': {} } : {};
  for (const key of [...tree.children.keys()].sort())
    result[key] = toFieldsV1(tree.children.get(key) ?? noFields);
  return result;
}

export function fromFieldsV1(fields: unknown): FieldTree {
  if (!isJsonObject(fields)) return noFields;
  const entries = Object.entries(fields);
  const children = entries
    .filter(([key]) => key !== '.')
    .map(([key, inner]) => [key, fromFieldsV1(inner)] as const);
  const isOwn = entries.length === 0 || '.' in fields;
  return { isOwn, children: new Map(children) };
}

/** The places of a tree in the API's notation: `.spec.containers[name="c"].image`. */
export function* pathsOf(tree: FieldTree, prefix = ''): Generator<string> {
  if (tree.isOwn) yield prefix;
  for (const [key, child] of tree.children) yield* pathsOf(child, prefix + pathText(key));
}

function pathText(key: string): string {
  const value = key.slice(2);
  if (key.startsWith('f:')) return `.${value}`;
  if (key.startsWith('v:')) return `[=${value}]`;
  const keys = Object.entries(JSON.parse(value) as JsonObject);
  return `[${keys.map(([name, one]) => `${name}=${JSON.stringify(one)}`).join(',')}]`;
}
