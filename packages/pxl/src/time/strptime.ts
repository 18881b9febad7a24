interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  fractionNs: bigint;
  zoneMinutes: number;
  epochSeconds: bigint | undefined;
  afternoon: boolean | undefined;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Field {
  readonly pattern: string;
  readonly set: (parts: Parts, text: string) => void;
}

const digits = (most: number): string => `(\\d{1,${most}})`;

/** Conversions of absl::ParseTime that carry a date or a time of day. */
const fields: Readonly<Record<string, Field>> = {
  Y: { pattern: '(-?\\d{1,4})', set: (parts, text) => (parts.year = Number(text)) },
  m: { pattern: digits(2), set: (parts, text) => (parts.month = Number(text)) },
  b: {
    pattern: '([A-Za-z]{3})[a-z]*',
    set: (parts, text) => (parts.month = monthNames.indexOf(text.toLowerCase()) + 1),
  },
  d: { pattern: '\\s*(\\d{1,2})', set: (parts, text) => (parts.day = Number(text)) },
  H: { pattern: digits(2), set: (parts, text) => (parts.hour = Number(text)) },
  I: { pattern: digits(2), set: (parts, text) => (parts.hour = Number(text) % 12) },
  M: { pattern: digits(2), set: (parts, text) => (parts.minute = Number(text)) },
  S: { pattern: digits(2), set: (parts, text) => (parts.second = Number(text)) },
  p: { pattern: '([AaPp][Mm])', set: (parts, text) => (parts.afternoon = text.toLowerCase() === 'pm') },
  s: { pattern: '(-?\\d+)', set: (parts, text) => (parts.epochSeconds = BigInt(text)) },
  z: {
    pattern: '([Zz]|[+-]\\d{2}(?::?\\d{2})?)',
    set: (parts, text) => (parts.zoneMinutes = zoneMinutes(text)),
  },
  y: {
    pattern: '(\\d{2})',
    set: (parts, text) => (parts.year = Number(text) + (Number(text) < 69 ? 2000 : 1900)),
  },
  a: { pattern: '([A-Za-z]{3,})', set: () => {} },
};
const aliases: Readonly<Record<string, string>> = {
  B: 'b',
  h: 'b',
  e: 'd',
  A: 'a',
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  R: '%H:%M',
  D: '%m/%d/%y',
};

function zoneMinutes(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  const plain = text.replace(/[^\d]/g, '');
  return sign * (Number(plain.slice(0, 2)) * 60 + Number(plain.slice(2)));
}

/** A text read with a format of absl's language, as nanoseconds since the epoch in UTC; undefined where it does not fit. */
export function strptime(text: string, format: string): bigint | undefined {
  const fields = fieldsOf(format);
  if (fields === undefined) return undefined;
  const parts: Parts = {
    year: 1970,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    fractionNs: 0n,
    zoneMinutes: 0,
    epochSeconds: undefined,
    afternoon: undefined,
  };
  let at = 0;
  // Each takes as much as it can, and is not asked again: a text is passed over once, whatever the format.
  for (const { pattern, set } of [blanks, ...fields, blanks]) {
    const sticky = new RegExp(pattern, 'y');
    sticky.lastIndex = at;
    const found = sticky.exec(text);
    if (found === null) return undefined;
    at = sticky.lastIndex;
    set(parts, found[1] ?? '');
  }
  if (at < text.length) return undefined;
  if (parts.epochSeconds !== undefined) return parts.epochSeconds * 1_000_000_000n + parts.fractionNs;
  const hour = parts.hour + (parts.afternoon === true ? 12 : 0);
  const ms = Date.UTC(parts.year, parts.month - 1, parts.day, hour, parts.minute, parts.second);
  const back = new Date(ms);
  if (
    back.getUTCMonth() + 1 !== parts.month ||
    back.getUTCDate() !== parts.day ||
    back.getUTCHours() !== hour
  )
    return undefined;
  return BigInt(ms - parts.zoneMinutes * 60_000) * 1_000_000n + parts.fractionNs;
}

const secondWithFraction: Field = {
  pattern: '(\\d{1,2}(?:\\.\\d*)?)',
  set: (parts, text) => {
    const [whole = '0', fraction = ''] = text.split('.');
    parts.second = Number(whole);
    parts.fractionNs = BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  },
};

const literal = (pattern: string): Field => ({ pattern, set: () => {} });
const blanks = literal('\\s*');

/** The parts of a format in order; undefined for a conversion that there is not. */
function fieldsOf(format: string): readonly Field[] | undefined {
  const found: Field[] = [];
  for (let at = 0; at < format.length; at++) {
    const char = format[at] ?? '';
    if (char !== '%') {
      found.push(/\s/.test(char) ? blanks : literal(char.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')));
      continue;
    }
    const extended = /^%E(?:\*|\d+)?([SYzsTf])/.exec(format.slice(at, at + 10));
    const letter = extended?.[1] ?? format[at + 1] ?? '';
    at += (extended?.[0].length ?? 2) - 1;
    const alias = aliases[letter];
    if (letter === '%') found.push(literal('%'));
    else if (alias !== undefined && alias.length > 1) found.push(...(fieldsOf(alias) ?? []));
    else {
      const field = extended !== null && letter === 'S' ? secondWithFraction : fields[alias ?? letter];
      if (field === undefined) return undefined;
      found.push(field);
    }
  }
  return found;
}
