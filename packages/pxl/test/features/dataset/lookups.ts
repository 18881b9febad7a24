import type { ContainerInfo, PodInfo, Uint128 } from '@chaoskit/pxl';
import { cluster, type Process, processes } from './cluster.js';
import type { Row } from './rows.js';

export const text = (row: Row, column: string): string => String(row[column] ?? '');
export const int = (row: Row, column: string): bigint => BigInt(String(row[column] ?? 0));

const sameUpid = (one: Uint128, other: Uint128): boolean => one.high === other.high && one.low === other.low;

/** The process that a row tells of. */
export function processOf(row: Row): Process {
  const found = processes.find(({ upid }) => sameUpid(upid, row.upid as Uint128));
  if (found === undefined) throw new Error('no process of the cluster');
  return found;
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the cluster has no such object');
  return value;
}

export const containerOf = (row: Row): ContainerInfo =>
  found(cluster.containers.find(({ id }) => id === processOf(row).containerId));
export const podOf = (row: Row): PodInfo =>
  found(cluster.pods.find(({ uid }) => uid === containerOf(row).podUid));
export const podById = (uid: string): PodInfo | undefined => cluster.pods.find((pod) => pod.uid === uid);
export const podByIp = (ip: string): PodInfo | undefined => cluster.pods.find((pod) => pod.ip === ip);

export const namespaceOf = (name: string): string => (name.includes('/') ? (name.split('/')[0] ?? '') : '');

/** One name as it is, several as a JSON list. */
function joined(names: readonly string[]): string {
  return names.length > 1 ? JSON.stringify(names) : (names[0] ?? '');
}

/** Names, or uids, of the services of a pod that still run. */
export function servicesOf(pod: PodInfo | undefined, of: 'name' | 'uid' = 'name'): string {
  const services = (pod?.services ?? []).map((uid) => found(cluster.services.find((one) => one.uid === uid)));
  return joined(services.filter(({ stopTimeNs }) => stopTimeNs === 0n).map((service) => service[of]));
}

/** Rows by key, in order of appearance. */
export function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

export const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
export const most = (values: readonly bigint[]): bigint =>
  values.reduce((one, other) => (other > one ? other : one));
export const least = (values: readonly bigint[]): bigint =>
  values.reduce((one, other) => (other < one ? other : one));
export const mean = (values: readonly bigint[]): number => Number(sum(values)) / values.length;

/** The interpolation that Pixie's digest comes to while no two values are merged (pixie.md §4.8). */
export function quantile(values: readonly bigint[], share: number): number {
  const sorted = values.map(Number).sort((one, other) => one - other);
  const at = share * sorted.length;
  const right = sorted.findIndex((_, index) => index + 0.5 >= at);
  if (right < 0) return sorted.at(-1) ?? Number.NaN;
  if (right === 0) return sorted[0] ?? Number.NaN;
  const weight = at - (right - 0.5);
  return (sorted[right - 1] ?? 0) * (1 - weight) + (sorted[right] ?? 0) * weight;
}

/** Quantiles as `px.quantiles` writes them: doubles keep their point. */
export function quantilesText(values: readonly bigint[]): string {
  const shares = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99];
  const members = shares.map((share) => {
    const value = quantile(values, share);
    const digits = Number.isInteger(value) ? `${value}.0` : String(value);
    return `"p${String(Math.round(share * 100)).padStart(2, '0')}":${digits}`;
  });
  return `{${members.join(',')}}`;
}
