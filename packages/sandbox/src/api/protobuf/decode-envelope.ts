import { messageOf } from '@chaoskit/errors';
import { badRequest } from '../../store/status-error.js';
import type { JsonObject } from '../json/json-object.js';
import { decodeMessage } from './decode-message.js';
import { protobufType } from './protobuf-types.js';
import { readFields } from './wire-reader.js';

const magic = Buffer.from('k8s\0');

/**
 * An object in Kubernetes' protobuf envelope: `k8s\0`, then Unknown { typeMeta = 1 { apiVersion = 1, kind = 2 }, raw = 2,
 * contentType = 4 } (k8s.io/apimachinery, runtime/generated.proto). BadRequest where it is none or of a kind without a table.
 */
export function decodeEnvelope(body: Buffer): JsonObject {
  if (!body.subarray(0, magic.length).equals(magic)) {
    throw badRequest(
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    );
  }
  try {
    return decodeUnknown(body.subarray(magic.length));
  } catch (reason) {
    if (!(reason instanceof RangeError || reason instanceof SyntaxError)) throw reason;
    throw badRequest(`couldn't read the protobuf body: ${messageOf(reason)}`);
  }
}

function decodeUnknown(bytes: Buffer): JsonObject {
  let apiVersion = '';
  let kind = '';
  let raw: Buffer = Buffer.alloc(0);
  for (const field of readFields(bytes)) {
    if (!Buffer.isBuffer(field.value)) continue;
    if (field.number === 2) raw = field.value;
    if (field.number !== 1) continue;
    for (const inner of readFields(field.value)) {
      const text = Buffer.isBuffer(inner.value) ? inner.value.toString('utf8') : '';
      if (inner.number === 1) apiVersion = text;
      if (inner.number === 2) kind = text;
    }
  }
  const type = protobufType(apiVersion, kind);
  if (type === undefined)
    throw badRequest(`no kind "${kind}" is registered for version "${apiVersion}" in protobuf`);
  return { apiVersion, kind, ...decodeMessage(raw, type) };
}
