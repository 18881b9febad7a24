const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

const relative =
  /^(?:(\d+(?:\.\d+)?)|an?) ?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)(?: ago)?$/;

/**
 * How long ago a time expression lies, in whole seconds, rounded up, at least 1: `20s`, `10 minutes`, `1 day ago`,
 * `an hour ago`, `now`, `yesterday`, an RFC 3339 instant, a Unix time (drivers.md 1.13 item 8). Undefined for anything else.
 * @param nowMs milliseconds since the epoch
 */
export function secondsAgo(expression: string, nowMs: number): number | undefined {
  const text = expression.trim().toLowerCase();
  const seconds = readSeconds(text, nowMs);
  return seconds === undefined ? undefined : Math.max(1, Math.ceil(seconds));
}

function readSeconds(text: string, nowMs: number): number | undefined {
  if (text === 'now') return 0;
  if (text === 'yesterday') return 86_400;
  const [matched, amount, unit] = relative.exec(text) ?? [];
  if (matched !== undefined && unit !== undefined) {
    return Number(amount ?? 1) * (unitSeconds[unit.charAt(0)] ?? 0);
  }
  const at = instantMs(text);
  return at === undefined || at > nowMs ? undefined : (nowMs - at) / 1000;
}

function instantMs(text: string): number | undefined {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!/^\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?$/.test(text))
    return undefined;
  const ms = Date.parse(text.toUpperCase().replace(' ', 'T'));
  return Number.isNaN(ms) ? undefined : ms;
}
