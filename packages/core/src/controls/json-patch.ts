import type { Json, JsonObject } from '../values/json.js';
import { getKey, isJsonObject, setKey } from '../values/json-object.js';
import { RawNumber } from '../values/raw-number.js';

/** One operation of a JSON Patch (RFC 6902); only the three that a difference needs. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string };

/** Keys and indexes; `-` does not occur in the patches that {@link diffJson} makes. */
export type JsonPath = readonly (string | number)[];

/** RFC 6901. */
export function pointerOf(path: JsonPath): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The keys of a pointer; indexes stay text. */
export function keysOf(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Equality of written form: 1 and 1.0 differ, key order does not matter. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (left instanceof RawNumber || right instanceof RawNumber) {
    return left instanceof RawNumber && right instanceof RawNumber && left.lexeme === right.lexeme;
  }
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => sameJson(item, right[index]))
    );
  }
  if (isJsonObject(left) && isJsonObject(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
    );
  }
  return typeof left === 'number' && typeof right === 'number' && Number.isNaN(left) && Number.isNaN(right);
}

/** What turns `before` into `after`. Linear: of an array the part between the equal beginning and the equal end is compared item by item. */
export function diffJson(before: Json, after: Json, path: JsonPath = []): PatchOperation[] {
  if (sameJson(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return diffArrays(before, after, path);
  if (isJsonObject(before) && isJsonObject(after)) return diffObjects(before, after, path);
  return [{ op: 'replace', path: pointerOf(path), value: after }];
}

function diffObjects(before: JsonObject, after: JsonObject, path: JsonPath): PatchOperation[] {
  const operations: PatchOperation[] = [];
  for (const key of Object.keys(before)) {
    if (!Object.hasOwn(after, key)) operations.push({ op: 'remove', path: pointerOf([...path, key]) });
  }
  for (const [key, value] of Object.entries(after)) {
    const old = getKey(before, key);
    if (old === undefined) operations.push({ op: 'add', path: pointerOf([...path, key]), value });
    else operations.push(...diffJson(old, value, [...path, key]));
  }
  return operations;
}

function diffArrays(before: readonly Json[], after: readonly Json[], path: JsonPath): PatchOperation[] {
  let head = 0;
  while (head < before.length && head < after.length && sameJson(before[head], after[head])) head += 1;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    sameJson(before[before.length - 1 - tail], after[after.length - 1 - tail])
  ) {
    tail += 1;
  }
  const removed = before.slice(head, before.length - tail);
  const added = after.slice(head, after.length - tail);
  const common = Math.min(removed.length, added.length);
  const operations: PatchOperation[] = [];
  for (let index = 0; index < common; index += 1) {
    operations.push(...diffJson(removed[index] ?? null, added[index] ?? null, [...path, head + index]));
  }
  // Last first, so that every index still means what it meant in `before`.
  for (let index = removed.length - 1; index >= common; index -= 1) {
    operations.push({ op: 'remove', path: pointerOf([...path, head + index]) });
  }
  for (let index = common; index < added.length; index += 1) {
    operations.push({ op: 'add', path: pointerOf([...path, head + index]), value: added[index] ?? null });
  }
  return operations;
}

/** The value at `path`; undefined where there is none. */
export function valueAt(value: Json | undefined, path: JsonPath): Json | undefined {
  let current: Json | undefined = value;
  for (const key of path) {
    if (Array.isArray(current)) current = current[Number(key)];
    else current = isJsonObject(current) ? getKey(current, String(key)) : undefined;
  }
  return current;
}

/**
 * Applies a patch to a copy; parts that it does not touch are shared with the original. An operation whose parent is not there
 * (any more) is left out: two hooks that run at the same time may have changed the same thing.
 */
export function applyPatch<T extends Json>(value: T, patch: readonly PatchOperation[]): T {
  let result: Json = value;
  for (const operation of patch) result = applyOperation(result, keysOf(operation.path), operation);
  // A hook may replace the whole; what callers hand in are objects and arrays that hooks change in place.
  return result as T;
}

function applyOperation(target: Json, keys: readonly string[], operation: PatchOperation): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return operation.op === 'remove' ? target : operation.value;
  if (Array.isArray(target)) return applyToArray(target, Number(key), rest, operation);
  if (!isJsonObject(target)) return target;
  if (rest.length > 0) {
    const child = getKey(target, key);
    return child === undefined ? target : withKey(target, key, applyOperation(child, rest, operation));
  }
  if (operation.op !== 'remove') return withKey(target, key, operation.value);
  const { [key]: _removed, ...kept } = target;
  return kept;
}

function withKey(target: JsonObject, key: string, value: Json): JsonObject {
  const copy = { ...target };
  setKey(copy, key, value);
  return copy;
}

function applyToArray(
  target: readonly Json[],
  index: number,
  rest: readonly string[],
  operation: PatchOperation,
): Json[] {
  const copy = [...target];
  if (rest.length > 0) {
    const child = copy[index];
    if (child !== undefined) copy[index] = applyOperation(child, rest, operation);
  } else if (operation.op === 'remove') copy.splice(index, 1);
  else if (operation.op === 'add') copy.splice(index, 0, operation.value);
  else if (index < copy.length) copy[index] = operation.value;
  return copy;
}

/** Where `path` leads after the patch's insertions and removals; undefined where its value was removed. */
export function shiftPath(path: JsonPath, patch: readonly PatchOperation[]): JsonPath | undefined {
  let current: (string | number)[] = [...path];
  for (const operation of patch) {
    if (operation.op === 'replace') continue;
    const keys = keysOf(operation.path);
    const depth = keys.length - 1;
    if (depth < 0 || depth >= current.length) continue;
    if (!keys.slice(0, depth).every((key, index) => key === String(current[index]))) continue;
    const own = current[depth];
    const other = Number(keys[depth]);
    if (typeof own !== 'number') {
      if (operation.op === 'remove' && own === keys[depth]) return undefined;
    } else if (operation.op === 'add' ? other <= own : other < own) {
      current = current.with(depth, own + (operation.op === 'add' ? 1 : -1));
    } else if (operation.op === 'remove' && other === own) return undefined;
  }
  return current;
}
