import type { DataType, Uint128, Value } from './types.js';
import { formatUuid, parseUuid } from './uuid-text.js';

/** A value as JSON of a recording or an answer: integers beyond 2^53 and times as text, NaN and infinities as words. */
export function encodeValue(type: DataType, value: Value): boolean | number | string {
  switch (type) {
    case 'BOOLEAN':
      return value === true;
    case 'INT64': {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : String(value);
    }
    case 'TIME64NS':
      return String(value);
    case 'FLOAT64':
      return Number.isFinite(value) ? (value as number) : String(value);
    case 'STRING':
      return value as string;
    case 'UINT128':
      return formatUuid(value as Uint128);
  }
}

/** The value behind such JSON; undefined where it does not fit the type. */
export function decodeValue(type: DataType, json: unknown): Value | undefined {
  switch (type) {
    case 'BOOLEAN':
      return typeof json === 'boolean' ? json : undefined;
    case 'INT64':
    case 'TIME64NS':
      if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : undefined;
      if (typeof json !== 'string' || !/^-?\d{1,20}$/.test(json)) return undefined;
      return BigInt.asIntN(64, BigInt(json));
    case 'FLOAT64':
      if (typeof json === 'number') return json;
      return json === 'NaN' || json === 'Infinity' || json === '-Infinity' ? Number(json) : undefined;
    case 'STRING':
      return typeof json === 'string' ? json : undefined;
    case 'UINT128':
      return typeof json === 'string' ? parseUuid(json) : undefined;
  }
}
