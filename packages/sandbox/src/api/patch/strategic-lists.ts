import { isJsonObject, type JsonObject } from '../json/json-object.js';
import { PatchError } from './strategic-merge-patch.js';

export interface ListMerge {
  readonly target: readonly unknown[];
  readonly patch: readonly unknown[];
  /** `$setElementOrder`: the items as the client wants them, by key. */
  readonly order: readonly unknown[] | undefined;
  readonly key: string;
  merge(target: JsonObject, patch: JsonObject): JsonObject;
}

/** Merges lists of objects by a key; new items come before the old ones unless an order is given. */
export function mergeLists({ target, patch, order, key, merge }: ListMerge): unknown[] {
  const items = patch.map((item) => {
    if (!isJsonObject(item)) throw new PatchError(`expected an object with the key ${key} in the list`);
    return item;
  });
  if (items.some((item) => item.$patch === 'replace')) {
    return items.filter((item) => item.$patch === undefined).map((item) => merge({}, item));
  }
  const result = target.filter(isJsonObject);
  const added: JsonObject[] = [];
  for (const item of items) {
    if (item[key] === undefined || item[key] === null) {
      throw new PatchError(`map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`);
    }
    const index = result.findIndex((one) => one[key] === item[key]);
    if (item.$patch === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index >= 0) result[index] = merge(result[index] ?? {}, item);
    else added.push(merge({}, item));
  }
  const merged = [...added, ...result];
  const wanted = order ?? items.filter((item) => item.$patch === undefined);
  return inOrder(merged, target, wanted, (item) => (isJsonObject(item) ? item[key] : undefined));
}

/** Adds what is missing to a list of scalars. */
export function mergeScalars(
  target: readonly unknown[],
  patch: readonly unknown[],
  order: readonly unknown[] | undefined,
): unknown[] {
  const merged = [...target, ...patch.filter((item) => !target.includes(item))];
  return order === undefined ? merged : inOrder(merged, target, order, (item) => item);
}

/**
 * Items that the client names come in the client's order; the server's own keep theirs and come as early as the order of the
 * target allows.
 */
function inOrder(
  merged: readonly unknown[],
  target: readonly unknown[],
  order: readonly unknown[],
  keyOf: (item: unknown) => unknown,
): unknown[] {
  const wanted = order.map(keyOf);
  const named = merged
    .filter((item) => wanted.includes(keyOf(item)))
    .sort((one, other) => wanted.indexOf(keyOf(one)) - wanted.indexOf(keyOf(other)));
  const own = merged.filter((item) => !wanted.includes(keyOf(item)));
  const before = target.map(keyOf);
  const result: unknown[] = [];
  while (named.length > 0 && own.length > 0) {
    const left = before.indexOf(keyOf(named[0]));
    const right = before.indexOf(keyOf(own[0]));
    result.push(left >= 0 && right >= 0 && right < left ? own.shift() : named.shift());
  }
  return [...result, ...named, ...own];
}
