import { type FieldSchema, type MessageSchema, parseTypeText, type TypeTexts } from './type-text.js';
import { containerTypes } from './types/container.js';
import { metaTypes } from './types/meta.js';
import { networkTypes } from './types/network.js';
import { nodeTypes } from './types/node.js';
import { plainTypes } from './types/plain.js';
import { podTypes } from './types/pod.js';
import { reviewTypes } from './types/review.js';
import { volumeTypes } from './types/volume.js';
import { workloadTypes } from './types/workload.js';

const texts: TypeTexts = {
  ...metaTypes,
  ...volumeTypes,
  ...containerTypes,
  ...podTypes,
  ...workloadTypes,
  ...networkTypes,
  ...nodeTypes,
  ...plainTypes,
  ...reviewTypes,
};

const parsed = new Map<string, MessageSchema>();

/** The schema of a type, read on first use: most of them are never asked for. */
export function messageSchema(name: string): MessageSchema {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const text = texts[name];
  if (text === undefined) throw new RangeError(`no type ${name} in the schema of the API`);
  const schema = parseTypeText(name, text, inlinedFields);
  parsed.set(name, schema);
  return schema;
}

function inlinedFields(type: string): Iterable<FieldSchema> {
  return messageSchema(type).fields.values();
}

export const hasMessageSchema = (name: string): boolean => Object.hasOwn(texts, name);
