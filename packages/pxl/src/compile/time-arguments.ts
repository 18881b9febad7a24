import { PxlError } from '../pxl-error.js';
import type { ScriptPlace } from '../syntax/ast.js';
import { type Argument, constantOfValue, expectExpression, valueTypeName } from './query-value.js';

const nsPer: Readonly<Record<string, bigint>> = {
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
};

/** The first `-?digits` with a unit anywhere in the text, as nanoseconds (pixie.md §4.10). */
export function parseDuration(text: string): bigint | undefined {
  // From the first digit of a number only: from its others it would fail for the same reason.
  const found = /(-?(?<!\d)\d+)(ms|m|s|h|d)/.exec(text);
  if (found === null) return undefined;
  const count = BigInt(found[1] ?? '0');
  if (count !== BigInt.asIntN(32, count)) return undefined;
  return count * (nsPer[found[2] ?? ''] ?? 0n);
}

// Blanks of the layout stand for any number of them, none as well.
const absolute =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d+))?\s*(?:[Zz]|([+-])(\d{2})(\d{2})?)\s*$/;

/** `2020-07-13 18:02:05.00 +0000` as nanoseconds since the epoch; the zone is required. */
function parseAbsoluteTime(text: string): bigint | undefined {
  const found = absolute.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, zoneHours, zoneMinutes] = found;
  const ms = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const back = new Date(ms);
  if (
    back.getUTCMonth() + 1 !== Number(month) ||
    back.getUTCDate() !== Number(day) ||
    Number(hour) > 23 ||
    Number(minute) > 59 ||
    Number(second) > 60
  )
    return undefined;
  const zoneNs = (BigInt(zoneHours ?? 0) * 60n + BigInt(zoneMinutes ?? 0)) * 60_000_000_000n;
  const fractionNs = BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return BigInt(ms) * 1_000_000n + fractionNs - (sign === '-' ? -zoneNs : zoneNs);
}

/** A text as a time: relative to now, else absolute. */
function parseTimeText(text: string, nowNs: bigint, place: ScriptPlace): bigint {
  const relative = parseDuration(text);
  if (relative !== undefined) return nowNs + relative;
  const time = parseAbsoluteTime(text);
  if (time !== undefined) return time;
  throw PxlError.at(
    place,
    `Time string is in wrong format. Failed to parse time: '${text}' is neither a duration such as '-5m' nor a time such as '2020-07-13 18:02:05.00 +0000'`,
  );
}

/** The value of `start_time`, `end_time`, `parse_time`: nanoseconds since the epoch; undefined for None. */
export function timeArgument(argument: Argument, name: string, nowNs: bigint): bigint | undefined {
  const { value, place } = argument;
  if (value.kind === 'none') return undefined;
  const constant = constantOfValue(value);
  if (constant?.type === 'STRING') return parseTimeText(String(constant.value), nowNs, place);
  if (constant?.type === 'INT64' || constant?.type === 'TIME64NS') return constant.value as bigint;
  if (value.kind !== 'expression') expectExpression(argument, name);
  throw PxlError.at(
    place,
    `Expected arg '${name}' as type 'String' or 'Int', received '${valueTypeName(value)}'`,
  );
}

/** The largest unit of d, h, m, s, ms that fits, cut, with the sign: `-5m`. */
export function formatDuration(ns: bigint): string {
  const size = ns < 0n ? -ns : ns;
  const unit = (['d', 'h', 'm', 's', 'ms'] as const).find((name) => size >= (nsPer[name] ?? 1n)) ?? 'ms';
  return `${ns < 0n ? '-' : ''}${size / (nsPer[unit] ?? 1n)}${unit}`;
}

/** Nanoseconds of one `px.seconds`, `px.minutes`, …. */
export const unitNs: Readonly<Record<string, bigint>> = {
  microseconds: 1_000n,
  milliseconds: 1_000_000n,
  seconds: 1_000_000_000n,
  minutes: 60_000_000_000n,
  hours: 3_600_000_000_000n,
  days: 86_400_000_000_000n,
};
