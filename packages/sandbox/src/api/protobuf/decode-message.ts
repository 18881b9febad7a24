import { type JsonObject, objectAt } from '../json/json-object.js';
import { messageSchema } from '../schema/type-registry.js';
import type { FieldType, MessageSchema, ScalarKind } from '../schema/type-text.js';
import { readFields, type WireField } from './wire-reader.js';

/** A protobuf message of the API as the JSON object that means the same. Fields it does not know are passed over. */
export function decodeMessage(bytes: Buffer, typeName: string): JsonObject {
  const schema = messageSchema(typeName);
  const result: JsonObject = {};
  for (const field of readFields(bytes)) decodeField(field, schema, result);
  return result;
}

function decodeField(wire: WireField, schema: MessageSchema, result: JsonObject): void {
  const inline = schema.inlined.find((one) => one.number === wire.number);
  if (inline !== undefined) {
    Object.assign(result, decodeMessage(bytesOf(wire), inline.type));
    return;
  }
  const field = schema.ownFields.find((one) => one.number === wire.number);
  if (field === undefined) return;
  const { type, name } = field;
  if (type.kind === 'list') {
    const list = (result[name] ?? []) as unknown[];
    list.push(decodeValue(wire, type.of));
    result[name] = list;
  } else if (type.kind === 'map') {
    result[name] = { ...objectAt(result, name), ...decodeEntry(bytesOf(wire), type.of) };
  } else {
    const value = decodeValue(wire, type);
    // Go writes empty strings and empty times of fields that nobody set.
    if (value !== '' && value !== undefined) result[name] = value;
  }
}

function decodeEntry(bytes: Buffer, of: FieldType): JsonObject {
  let key = '';
  let value: unknown = of.kind === 'message' ? {} : '';
  for (const wire of readFields(bytes)) {
    if (wire.number === 1) key = bytesOf(wire).toString('utf8');
    else if (wire.number === 2) value = decodeValue(wire, of);
  }
  return { [key]: value };
}

function decodeValue(wire: WireField, type: FieldType): unknown {
  if (type.kind === 'message') return decodeMessage(bytesOf(wire), type.name);
  if (type.kind === 'list' || type.kind === 'map') return undefined;
  return decodeScalar(wire, type.kind);
}

function decodeScalar(wire: WireField, kind: ScalarKind): unknown {
  switch (kind) {
    case 'string':
      return bytesOf(wire).toString('utf8');
    case 'bytes':
      return bytesOf(wire).toString('base64');
    case 'int':
      return intOf(wire);
    case 'bool':
      return wire.value !== 0n;
    case 'double':
      return bytesOf(wire).readDoubleLE();
    case 'quantity':
      return firstText(wire, 1);
    case 'intOrString':
      return intOrString(bytesOf(wire));
    case 'time':
    case 'microTime':
      return timeOf(bytesOf(wire), kind);
    case 'raw':
    case 'any':
      return rawOf(wire);
  }
}

const bytesOf = (wire: WireField): Buffer => {
  if (Buffer.isBuffer(wire.value)) return wire.value;
  throw new RangeError(`protobuf field ${wire.number} is a number where a message is expected`);
};

const intOf = (wire: WireField): number => {
  if (typeof wire.value !== 'bigint') throw new RangeError(`protobuf field ${wire.number} is no number`);
  return Number(BigInt.asIntN(64, wire.value));
};

function firstText(wire: WireField, number: number): string {
  for (const field of readFields(bytesOf(wire)))
    if (field.number === number) return bytesOf(field).toString('utf8');
  return '';
}

/** IntOrString { type = 1, intVal = 2, strVal = 3 }; type 1 is a string. */
function intOrString(bytes: Buffer): string | number {
  const fields = [...readFields(bytes)];
  const type = fields.find((field) => field.number === 1);
  if (type !== undefined && intOf(type) === 1) {
    const text = fields.find((field) => field.number === 3);
    return text === undefined ? '' : bytesOf(text).toString('utf8');
  }
  const value = fields.find((field) => field.number === 2);
  return value === undefined ? 0 : intOf(value);
}

/** Time { seconds = 1, nanos = 2 }. */
function timeOf(bytes: Buffer, kind: 'time' | 'microTime'): string | undefined {
  const fields = [...readFields(bytes)];
  const seconds = fields.find((field) => field.number === 1);
  if (seconds === undefined) return undefined;
  const nanos = fields.find((field) => field.number === 2);
  const text = new Date(intOf(seconds) * 1000).toISOString().replace(/\.\d+Z$/, '');
  const micros = String(Math.floor((nanos === undefined ? 0 : intOf(nanos)) / 1000)).padStart(6, '0');
  return kind === 'time' ? `${text}Z` : `${text}.${micros}Z`;
}

/** RawExtension { raw = 1 } and FieldsV1 { raw = 1 }: JSON in bytes. */
function rawOf(wire: WireField): unknown {
  const text = firstText(wire, 1);
  return text === '' ? undefined : JSON.parse(text);
}
