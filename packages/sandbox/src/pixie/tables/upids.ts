import type { Uint128 } from '@chaoskit/pxl';
import type { ObservedProcess } from '../observe/observations.js';

/** The one node's number in UPIDs. */
export const sandboxAsid = 1n;

export type UpidOf = (process: ObservedProcess) => Uint128;

/** UPIDs by process, each one object for as long as it is remembered: node, process id, start in clock ticks (pixie.md §4.7). */
export function upidTable(): UpidOf {
  let known = new Map<string, Uint128>();
  let older = new Map<string, Uint128>();
  return ({ pid, start }) => {
    const key = `${pid}:${start}`;
    const found = known.get(key) ?? older.get(key);
    const upid = found ?? { high: (sandboxAsid << 32n) | BigInt(pid), low: BigInt(start) };
    if (!known.has(key)) known.set(key, upid);
    // Two generations: what is in use moves to the younger one, the rest is forgotten.
    if (known.size > 10_000) {
      older = known;
      known = new Map();
    }
    return upid;
  };
}
