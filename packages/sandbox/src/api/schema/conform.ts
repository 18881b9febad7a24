import { isJsonObject, type JsonObject } from '../json/json-object.js';
import { canonicalQuantity } from './quantity.js';
import { messageSchema } from './type-registry.js';
import type { FieldType, ScalarKind } from './type-text.js';

export interface Conformed {
  readonly object: JsonObject;
  /** Paths of fields that the type does not have; they are not in `object`. */
  readonly unknownFields: readonly string[];
}

/** A value of the wrong JSON type; the message names what was found and where. */
export class TypeMismatch extends Error {
  override readonly name = 'TypeMismatch';
}

/**
 * A copy of `value` with what type `typeName` knows: nulls, empty maps and empty lists are left out, quantities are brought
 * into their shortest form, as a round trip through the API does. Throws {@link TypeMismatch} for the first wrong value.
 */
export function conform(value: unknown, typeName: string, root: string): Conformed {
  const walker = new Walker(root);
  const object = walker.message(value, typeName, '');
  return { object, unknownFields: walker.unknownFields };
}

const typeFields: ReadonlySet<string> = new Set(['kind', 'apiVersion']);

class Walker {
  readonly unknownFields: string[] = [];
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  message(value: unknown, typeName: string, path: string): JsonObject {
    if (!isJsonObject(value)) return this.#mismatch(value, typeName, path);
    const schema = messageSchema(typeName);
    const result: JsonObject = {};
    for (const [key, inner] of Object.entries(value)) {
      const at = path === '' ? key : `${path}.${key}`;
      const field = schema.fields.get(key);
      if (field === undefined) {
        if (path === '' && typeFields.has(key)) result[key] = inner;
        else this.unknownFields.push(at);
      } else if (inner !== null) {
        const conformed = this.#value(inner, field.type, at);
        if (!isEmpty(conformed, field.type)) result[key] = conformed;
      }
    }
    return result;
  }

  #value(value: unknown, type: FieldType, path: string): unknown {
    switch (type.kind) {
      case 'message':
        return this.message(value, type.name, path);
      case 'list':
        if (!Array.isArray(value)) return this.#mismatch(value, 'list', path);
        return value.map((entry, index) =>
          entry === null ? emptyOf(type.of) : this.#value(entry, type.of, `${path}[${index}]`),
        );
      case 'map':
        return this.#map(value, type.of, path);
      default:
        return this.#scalar(value, type.kind, path);
    }
  }

  #map(value: unknown, of: FieldType, path: string): JsonObject {
    if (!isJsonObject(value)) return this.#mismatch(value, 'map', path);
    const result: JsonObject = {};
    for (const [key, entry] of Object.entries(value)) {
      result[key] = entry === null ? emptyOf(of) : this.#value(entry, of, `${path}.${key}`);
    }
    return result;
  }

  #scalar(value: unknown, kind: ScalarKind, path: string): unknown {
    switch (kind) {
      case 'raw':
      case 'any':
        return value;
      case 'string':
        return typeof value === 'string' ? value : this.#mismatch(value, 'string', path);
      case 'bool':
        return typeof value === 'boolean' ? value : this.#mismatch(value, 'bool', path);
      case 'int':
        return Number.isInteger(value) ? value : this.#mismatch(value, 'int32', path);
      case 'double':
        return typeof value === 'number' ? value : this.#mismatch(value, 'float64', path);
      case 'intOrString':
        if (typeof value === 'string' || Number.isInteger(value)) return value;
        return this.#mismatch(value, 'intstr.IntOrString', path);
      case 'quantity':
        return this.#quantity(value, path);
      case 'bytes':
        if (typeof value === 'string' && isBase64(value)) return value;
        if (typeof value !== 'string') return this.#mismatch(value, '[]uint8', path);
        throw new TypeMismatch(`illegal base64 data in ${this.#root}.${path}`);
      case 'time':
      case 'microTime':
        if (typeof value === 'string' && isTime(value)) return value;
        if (typeof value !== 'string') return this.#mismatch(value, 'time.Time', path);
        throw new TypeMismatch(
          `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${this.#root}.${path}`,
        );
    }
  }

  #quantity(value: unknown, path: string): string {
    if (typeof value !== 'string' && typeof value !== 'number')
      return this.#mismatch(value, 'resource.Quantity', path);
    const canonical = canonicalQuantity(String(value));
    if (canonical !== undefined) return canonical;
    throw new TypeMismatch(
      `quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$' (${this.#root}.${path})`,
    );
  }

  #mismatch(value: unknown, wanted: string, path: string): never {
    const where = path === '' ? this.#root : `${this.#root}.${path.replaceAll(/\[\d+\]/g, '')}`;
    throw new TypeMismatch(
      `json: cannot unmarshal ${jsonTypeName(value)} into Go struct field ${where} of type ${wanted}`,
    );
  }
}

function jsonTypeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function isEmpty(value: unknown, type: FieldType): boolean {
  if (type.kind === 'list') return (value as unknown[]).length === 0;
  return type.kind === 'map' && Object.keys(value as JsonObject).length === 0;
}

function emptyOf(type: FieldType): unknown {
  if (type.kind === 'message' || type.kind === 'map') return {};
  if (type.kind === 'list') return [];
  return type.kind === 'int' || type.kind === 'double' ? 0 : type.kind === 'bool' ? false : '';
}

const isBase64 = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replaceAll(/[\r\n]/g, ''));

const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
