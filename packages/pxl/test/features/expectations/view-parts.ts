import { second } from '../dataset/cluster.js';
import { groupBy, int, least, most, namespaceOf, podById, servicesOf } from '../dataset/lookups.js';
import type { Row } from '../dataset/rows.js';

export const windowNs = 300n * second;
export const wholeNs = 600n * second;
export const count = (rows: readonly Row[]): bigint => BigInt(rows.length);
export const all = (rows: readonly Row[], column: string): bigint[] => rows.map((row) => int(row, column));
export const used = (rows: readonly Row[], column: string): bigint =>
  most(all(rows, column)) - least(all(rows, column));
export const windowOf = (row: Row): bigint => int(row, 'time_') - (int(row, 'time_') % windowNs);
export const groups = <T>(rows: readonly T[], ...keys: ((row: T) => unknown)[]): T[][] => [
  ...groupBy(rows, (row) => JSON.stringify(keys.map((key) => String(key(row))))).values(),
];
export const first = <T>(rows: readonly T[]): T => {
  const [one] = rows;
  if (one === undefined) throw new Error('an empty group');
  return one;
};

export const podColumns = (uid: string): Row => {
  const pod = podById(uid);
  return {
    pod: pod?.name ?? '',
    service: servicesOf(pod),
    namespace: namespaceOf(pod?.name ?? ''),
    node: pod?.node ?? '',
  };
};

export const latest = (rows: readonly Row[]): bigint => most(all(rows, 'time_'));
