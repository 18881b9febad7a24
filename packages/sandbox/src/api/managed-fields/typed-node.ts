import { isJsonObject } from '../json/json-object.js';
import { messageSchema } from '../schema/type-registry.js';
import type { FieldSchema, FieldType } from '../schema/type-text.js';

/** A value with what its type says about merging. */
export interface TypedNode {
  readonly value: unknown;
  /** `undefined`: unknown, and thus atomic. */
  readonly type: FieldType | undefined;
  /** The field that holds the value: keys of its list, whether it is atomic. */
  readonly field: FieldSchema | undefined;
  /** Whether it stands in a map or list, where being there is a field of its own. */
  readonly isItem: boolean;
}

export const rootNode = (value: unknown, typeName: string): TypedNode => ({
  value,
  type: { kind: 'message', name: typeName },
  field: undefined,
  isItem: false,
});

/** Keys of list items that clients leave out, and what they are then. */
const keyDefaults: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

/** The parts of a value that are owned one by one, by path element; `undefined` where the value is owned as a whole. */
export function childNodes(node: TypedNode): Map<string, TypedNode> | undefined {
  const { value, type, field } = node;
  if (type === undefined || field?.isAtomic === true) return undefined;
  if (type.kind === 'message' && isJsonObject(value)) return fieldNodes(value, type.name);
  if (type.kind === 'any' && isJsonObject(value)) return memberNodes(value, type, false);
  if (type.kind === 'map' && isJsonObject(value)) return memberNodes(value, type.of, true);
  if (type.kind === 'list' && Array.isArray(value)) return itemNodes(value, type.of, field);
  return undefined;
}

function memberNodes(
  value: Record<string, unknown>,
  type: FieldType,
  isItem: boolean,
): Map<string, TypedNode> {
  const nodes = Object.entries(value).map(
    ([key, inner]) => [`f:${key}`, { value: inner, type, field: undefined, isItem }] as const,
  );
  return new Map(nodes);
}

function fieldNodes(value: Record<string, unknown>, typeName: string): Map<string, TypedNode> {
  const { fields } = messageSchema(typeName);
  const nodes = Object.entries(value).map(([key, inner]) => {
    const field = fields.get(key);
    return [`f:${key}`, { value: inner, type: field?.type, field, isItem: false }] as const;
  });
  return new Map(nodes);
}

function itemNodes(
  items: readonly unknown[],
  of: FieldType,
  field: FieldSchema | undefined,
): Map<string, TypedNode> | undefined {
  const keys = field?.mapKeys;
  if (keys === undefined && field?.isSet !== true) return undefined;
  const nodes = items.map((value) => {
    const key = keys === undefined ? `v:${JSON.stringify(value)}` : `k:${itemKey(value, keys)}`;
    return [key, { value, type: of, field: undefined, isItem: true }] as const;
  });
  return new Map(nodes);
}

function itemKey(item: unknown, keys: readonly string[]): string {
  const found = isJsonObject(item) ? item : {};
  const pairs = [...keys].sort().map((key) => [key, found[key] ?? keyDefaults[key]] as const);
  return JSON.stringify(Object.fromEntries(pairs.filter(([, value]) => value !== undefined)));
}
