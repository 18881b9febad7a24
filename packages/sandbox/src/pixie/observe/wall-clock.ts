/** How far the wall clock may be from ours before ours follows it, in milliseconds. */
const toleranceMs = 20;

/** Milliseconds since the epoch with a fraction: as fine as the monotonic clock, and never far from the wall clock. */
export function wallClock(): () => number {
  let anchor = Date.now() - performance.now();
  return () => {
    const now = anchor + performance.now();
    const wall = Date.now();
    if (Math.abs(wall - now) <= toleranceMs) return now;
    // The clock was set, or the machine slept.
    anchor = wall - performance.now();
    return wall;
  };
}
