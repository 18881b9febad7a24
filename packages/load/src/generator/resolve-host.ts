import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * Name resolution with a cache: answers are kept for `ttlMs` (Infinity: for ever; 0: not at all), and several addresses take
 * turns. IPv4 addresses win where a name has both kinds.
 */
export function cachedLookup(ttlMs: number, nowMs: () => number): LookupFunction {
  const known = new Map<
    string,
    { addresses: { address: string; family: number }[]; atMs: number; turn: number }
  >();
  return (hostname, options, callback) => {
    const answer = (entry: { addresses: { address: string; family: number }[]; turn: number }) => {
      const chosen = entry.addresses[entry.turn++ % entry.addresses.length];
      if (chosen === undefined) return callback(notFound(hostname), '', 0);
      if (options.all) callback(null, [chosen]);
      else callback(null, chosen.address, chosen.family);
    };
    const before = known.get(hostname);
    if (before !== undefined && nowMs() - before.atMs < ttlMs) {
      setImmediate(answer, before);
      return;
    }
    lookup(hostname, { all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const v4 = found.filter(({ family }) => family === 4);
      const entry = { addresses: v4.length > 0 ? v4 : found, atMs: nowMs(), turn: 0 };
      known.set(hostname, entry);
      answer(entry);
    });
  };
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`no address for ${hostname}`), { code: 'ENOTFOUND', hostname });
}
