import { typePackages } from './type-packages.js';
import { type FieldSchema, type MessageSchema, parseTypeText } from './type-text.js';

const texts = new Map<string, { readonly text: string; readonly inPackage: string }>();
for (const [inPackage, types] of Object.entries(typePackages)) {
  for (const [name, text] of Object.entries(types)) texts.set(name, { text, inPackage });
}

const parsed = new Map<string, MessageSchema>();

/** The schema of a type, read on first use: most of them are never asked for. */
export function messageSchema(name: string): MessageSchema {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const found = texts.get(name);
  if (found === undefined) throw new RangeError(`no type ${name} in the schema of the API`);
  const schema = parseTypeText(name, found.text, inlinedFields);
  parsed.set(name, schema);
  return schema;
}

function inlinedFields(type: string): Iterable<FieldSchema> {
  return messageSchema(type).fields.values();
}

export const hasMessageSchema = (name: string): boolean => texts.has(name);

/** The package of a type, as OpenAPI documents have it. */
export const packageOf = (name: string): string => texts.get(name)?.inPackage ?? '';
