// A million rows of http_events, the same for every engine: a small generator that Python repeats number for number.
export const ROWS = 1_000_000;
export const BASE_NS = 1_700_000_000_000_000_000n;
/** What the numbers of `upid` stand for. */
export const upids = Array.from({ length: 8 }, (_, index) => ({
  high: (BigInt(index + 1) << 32n) | 100n,
  low: 5n,
}));
const SPAN_NS = 120_000_000_000;

/** Multipliers of the linear congruential generator that `http_events.py` uses too. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Columns as plain arrays; `upid`, `path` and `remote` are numbers into small lists. */
export function httpEvents(rows = ROWS) {
  const next = numbers(1);
  const doubles = () => new Float64Array(rows);
  const codes = () => new Uint32Array(rows);
  const columns = {
    ...{ time: doubles(), latency: doubles(), status: doubles(), role: doubles(), size: doubles() },
    ...{ upid: codes(), path: codes(), remote: codes() },
  };
  for (let row = 0; row < rows; row++) {
    columns.time[row] = Math.floor((row * SPAN_NS) / rows);
    columns.latency[row] = Math.floor(1e6 + next() * 5e7);
    columns.status[row] = next() < 0.02 ? 500 : 200;
    columns.role[row] = next() < 0.5 ? 1 : 2;
    columns.size[row] = Math.floor(next() * 1000);
    columns.upid[row] = Math.floor(next() * 8);
    columns.path[row] = next() < 0.05 ? 1 : 0;
    columns.remote[row] = next() < 0.01 ? 1 : 0;
  }
  return columns;
}
