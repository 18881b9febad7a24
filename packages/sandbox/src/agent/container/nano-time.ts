/** The wall clock as RFC 3339 with nine digits, never going back by less than a clock adjustment. */
export function nanoTime(): () => string {
  let anchorMs = Date.now();
  let anchor = process.hrtime.bigint();
  return () => {
    const sinceAnchor = process.hrtime.bigint() - anchor;
    const ms = anchorMs + Number(sinceAnchor / 1_000_000n);
    // The wall clock was set, or the two clocks drifted apart: start again from it.
    if (Math.abs(Date.now() - ms) > 2) {
      anchorMs = Date.now();
      anchor = process.hrtime.bigint();
      return format(anchorMs, 0n);
    }
    return format(ms, sinceAnchor % 1_000_000n);
  };
}

function format(ms: number, restNs: bigint): string {
  return `${new Date(ms).toISOString().slice(0, -1)}${String(restNs).padStart(6, '0')}Z`;
}
