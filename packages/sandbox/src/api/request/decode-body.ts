import { messageOf } from '@chaoskit/errors';
import { badRequest, StatusError } from '../../store/status-error.js';
import { isJsonObject, type JsonObject } from '../json/json-object.js';
import { decodeEnvelope } from '../protobuf/decode-envelope.js';
import { duplicateKeys } from './duplicate-keys.js';
import { parseYamlBody } from './yaml-body.js';

export interface DecodedBody {
  readonly value: JsonObject;
  /** Paths of keys that occur twice. */
  readonly duplicates: readonly string[];
}

const mediaTypeOf = (header: string): string => (header.split(';')[0] ?? '').trim().toLowerCase();

/** An object out of a request's body: JSON (also where no type is given), YAML or protobuf. UnsupportedMediaType (415) for others. */
export function decodeBody(body: Buffer, contentType: string): DecodedBody {
  const type = mediaTypeOf(contentType);
  switch (type) {
    case '':
    case 'application/json':
      return decodeJson(body.toString('utf8'));
    case 'application/yaml':
      return { value: objectOnly(parseYamlBody(body.toString('utf8'))), duplicates: [] };
    case 'application/vnd.kubernetes.protobuf':
      return { value: decodeEnvelope(body), duplicates: [] };
    default:
      throw unsupportedMediaType(
        type,
        'application/json, application/yaml, application/vnd.kubernetes.protobuf',
      );
  }
}

export const unsupportedMediaType = (type: string, served: string): StatusError =>
  new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${served} (got ${JSON.stringify(type)})`,
    {},
  );

function decodeJson(text: string): DecodedBody {
  const value = objectOnly(parseJson(text));
  return { value, duplicates: duplicateKeys(text) };
}

/** JSON of a request. BadRequest where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (reason) {
    throw badRequest(`couldn't read the request's body: ${messageOf(reason)}`);
  }
}

function objectOnly(value: unknown): JsonObject {
  if (isJsonObject(value)) return value;
  throw badRequest(
    `couldn't get version/kind; json parse error: the body must be an object, not ${describe(value)}`,
  );
}

const describe = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : value === null ? 'null' : typeof value;
