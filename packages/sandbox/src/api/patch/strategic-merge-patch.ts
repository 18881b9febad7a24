import { isJsonObject, type JsonObject } from '../json/json-object.js';
import { messageSchema } from '../schema/type-registry.js';
import type { FieldSchema, FieldType, MessageSchema } from '../schema/type-text.js';
import { mergeLists, mergeScalars } from './strategic-lists.js';

/** A patch that can't be read: an unknown directive, a list item without its merge key. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

const orderPrefix = '$setElementOrder/';
const deletePrefix = '$deleteFromPrimitiveList/';

/**
 * A strategic merge patch of an object of type `typeName`: maps merge, lists merge by the key that the type names or are
 * replaced, and `$patch`, `$setElementOrder/…`, `$deleteFromPrimitiveList/…`, `$retainKeys` do what their names say
 * (kubernetes.io, "Update API Objects in Place Using kubectl patch"). A new object. Throws {@link PatchError}.
 */
export function strategicMergePatch(target: JsonObject, patch: JsonObject, typeName: string): JsonObject {
  return mergeObjects(target, patch, messageSchema(typeName));
}

/** `schema` is `undefined` in maps and in what has no type. */
function mergeObjects(target: JsonObject, patch: JsonObject, schema: MessageSchema | undefined): JsonObject {
  const directive = patch.$patch;
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'replace' && directive !== 'merge') {
    throw new PatchError(`Unknown patch directive: ${String(directive)}`);
  }
  if (directive === 'replace') return withoutDirectives(patch);
  const result = retained({ ...target }, patch);
  const orders: (() => void)[] = [];
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$patch' || key === '$retainKeys') continue;
    if (key.startsWith(orderPrefix)) {
      const field = schema?.fields.get(key.slice(orderPrefix.length));
      // Orders count once all lists are merged.
      if (!(key.slice(orderPrefix.length) in patch))
        orders.push(() => orderOnly(result, key.slice(orderPrefix.length), field, value));
    } else if (key.startsWith(deletePrefix)) removeScalars(result, key.slice(deletePrefix.length), value);
    else if (value === null) delete result[key];
    else {
      const order = patch[`${orderPrefix}${key}`];
      result[key] = mergeValue(
        result[key],
        value,
        schema?.fields.get(key),
        Array.isArray(order) ? order : undefined,
      );
    }
  }
  for (const order of orders) order();
  return result;
}

function mergeValue(
  target: unknown,
  patch: unknown,
  field: FieldSchema | undefined,
  order: unknown[] | undefined,
): unknown {
  if (Array.isArray(patch)) return mergeListValue(Array.isArray(target) ? target : [], patch, field, order);
  if (!isJsonObject(patch)) return patch;
  return mergeObjects(isJsonObject(target) ? target : {}, patch, schemaOf(field?.type));
}

function mergeListValue(
  target: unknown[],
  patch: unknown[],
  field: FieldSchema | undefined,
  order: unknown[] | undefined,
): unknown[] {
  if (field?.mergeKey !== undefined) {
    const itemSchema = field.type.kind === 'list' ? schemaOf(field.type.of) : undefined;
    return mergeLists({
      target,
      patch,
      order,
      key: field.mergeKey,
      merge: (one, other) => mergeObjects(one, other, itemSchema),
    });
  }
  if (field?.mergesScalars === true) return mergeScalars(target, patch, order);
  return patch
    .filter((item) => !(isJsonObject(item) && item.$patch === 'replace' && Object.keys(item).length === 1))
    .map(clean);
}

const schemaOf = (type: FieldType | undefined): MessageSchema | undefined =>
  type?.kind === 'message' ? messageSchema(type.name) : undefined;

const clean = (value: unknown): unknown => (isJsonObject(value) ? withoutDirectives(value) : value);

/** What replaces: itself, without directives and nulls. */
function withoutDirectives(patch: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$') || value === null) continue;
    result[key] = Array.isArray(value) ? value.map(clean) : clean(value);
  }
  return result;
}

/** `$retainKeys`: every other key of the target goes. */
function retained(target: JsonObject, patch: JsonObject): JsonObject {
  const keys = patch.$retainKeys;
  if (keys === undefined) return target;
  if (!Array.isArray(keys)) throw new PatchError('invalid patch format of $retainKeys: it must be a list');
  for (const key of Object.keys(target)) if (!keys.includes(key)) delete target[key];
  return target;
}

function removeScalars(result: JsonObject, key: string, values: unknown): void {
  const list = result[key];
  if (!Array.isArray(list) || !Array.isArray(values)) return;
  result[key] = list.filter((item) => !values.includes(item));
}

/** An order without a list of its own in the patch: the target's items are put in order. */
function orderOnly(result: JsonObject, key: string, field: FieldSchema | undefined, order: unknown): void {
  const list = result[key];
  if (!Array.isArray(list) || !Array.isArray(order)) return;
  result[key] = mergeListValue(list, [], field, order);
}
