import { floatValue, integerValue, type Json, type JsonObject } from '@chaoskit/core';
import { encodeValue, type Relation, type Value } from '@chaoskit/pxl';
import { isoTime } from './iso-time.js';

/** Columns that tell when a row was made; the first that is there counts. */
const timeColumns = ['time_', 'create_time', 'start_time'];

/**
 * A row as an object, in column order, then `_dt`: its time as ISO text in UTC (pixie.md §8). Texts are texts, UUIDs their usual text,
 * integers exact.
 */
export function rowObject(relation: Relation, row: readonly Value[]): JsonObject {
  const object: JsonObject = {};
  for (const [index, { name, type }] of relation.entries()) object[name] = jsonValue(type, row[index] ?? '');
  const time = timeColumns
    .map((name) => relation.findIndex((column) => column.name === name))
    .find((at) => at >= 0);
  const ns = time === undefined ? undefined : row[time];
  if (typeof ns === 'bigint') object._dt = isoTime(ns);
  return object;
}

function jsonValue(type: Relation[number]['type'], value: Value): Json {
  switch (type) {
    case 'INT64':
    case 'TIME64NS':
      return integerValue(String(value));
    case 'FLOAT64':
      return floatValue(value as number);
    default:
      return encodeValue(type, value);
  }
}
