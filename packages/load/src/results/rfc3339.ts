const nsPerSecond = 1_000_000_000n;

/** RFC 3339 in UTC with as many fraction digits as needed, as Go writes it. */
export function formatRfc3339(ns: bigint): string {
  const seconds = ns / nsPerSecond;
  const fraction = String(ns % nsPerSecond)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${whole}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** Nanoseconds since the epoch, or undefined where the text is no RFC 3339 instant. */
export function parseRfc3339(text: string): bigint | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (match === null) return undefined;
  const ms = Date.parse(`${match[1]}${match[3]}`);
  if (Number.isNaN(ms)) return undefined;
  return BigInt(ms) * 1_000_000n + BigInt((match[2] ?? '').padEnd(9, '0'));
}
