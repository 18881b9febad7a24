import { type ColumnSpec, encodeValue, type Value } from '@chaoskit/pxl';

const longest = 60;

/** A value as a person reads it: its unit by the column's semantic type, times in UTC, long texts cut, one line. */
export function cellText({ type, semanticType }: ColumnSpec, value: Value): string {
  if (type === 'TIME64NS') return timeText(value as bigint);
  if (type === 'STRING') return cut(value as string);
  if (type !== 'INT64' && type !== 'FLOAT64') return String(encodeValue(type, value));
  const number = Number(value);
  if (!Number.isFinite(number)) return String(number);
  switch (semanticType) {
    case 'ST_DURATION_NS':
      return scaled(number, 1000, ['ns', 'µs', 'ms', 's']);
    case 'ST_BYTES':
      return scaled(number, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
    case 'ST_PERCENT':
      return `${rounded(number * 100)} %`;
    case 'ST_THROUGHPUT_PER_NS':
      return `${rounded(number * 1e9)}/s`;
    case 'ST_THROUGHPUT_BYTES_PER_NS':
      return `${scaled(number * 1e9, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB'])}/s`;
    default:
      return type === 'INT64' ? String(value) : rounded(number);
  }
}

/** True where a column's cells are numbers. */
export const isNumber = ({ type }: ColumnSpec): boolean => type === 'INT64' || type === 'FLOAT64';

const rounded = (value: number): string => String(Number(value.toPrecision(5)));

function scaled(value: number, step: number, units: readonly string[]): string {
  let unit = 0;
  let left = value;
  while (Math.abs(left) >= step && unit < units.length - 1) {
    left /= step;
    unit += 1;
  }
  return `${rounded(left)} ${units[unit]}`;
}

/** ISO 8601 in UTC with the nanoseconds that are not zero; as it is where it lies outside of what a date can say. */
function timeText(ns: bigint): string {
  const date = new Date(Number(ns / 1_000_000n));
  if (Number.isNaN(date.getTime())) return String(ns);
  const fraction = String(((ns % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n).padStart(9, '0');
  return `${date.toISOString().slice(0, 19)}.${fraction.replace(/0{1,6}$/, '')}Z`;
}

function cut(text: string): string {
  const line = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
