/**
 * A time as ISO text in UTC, to the microsecond: as Python's `epoch + timedelta(microseconds=ns / 1000.0)` has it, whose float is
 * exact to a quarter of a microsecond and is rounded half to even (pixie.md §8). `ns` counts from the epoch.
 */
export function isoTime(ns: bigint): string {
  const micros = roundHalfEven(Number(ns) / 1000);
  const seconds = Math.floor(micros / 1e6);
  const fraction = micros - seconds * 1e6;
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${whole}${fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`}+00:00`;
}

function roundHalfEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
}
