/** The second that was written last: many events happen in one. */
let last = { seconds: 0, text: '1970-01-01T00:00:00' };

/**
 * UTC as Python's `isoformat` writes it: `2026-01-31T10:00:00.123456+00:00`; no fraction when it is 0 (core.md §16).
 * `epochMs` is milliseconds since the epoch with a fraction.
 */
export function isoTime(epochMs: number): string {
  const micros = Math.round(epochMs * 1000);
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = micros - seconds * 1_000_000;
  if (seconds !== last.seconds) {
    last = { seconds, text: new Date(seconds * 1000).toISOString().slice(0, 19) };
  }
  return `${last.text}${fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`}+00:00`;
}

/** Milliseconds since the epoch, with a fraction, of a time that {@link isoTime} wrote. */
export function epochOf(iso: string): number {
  const match = /^(.{19})(?:\.(\d{6}))?\+00:00$/.exec(iso);
  if (match === null) return Number.NaN;
  return Date.parse(`${match[1]}Z`) + Number(match[2] ?? '0') / 1000;
}
