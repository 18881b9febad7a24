import type { RegexFlags } from './regex-node.js';
import type { RegexReader } from './regex-reader.js';

/** Flags written in a pattern: for the rest of it (`(?i)`), or for one group (`(?i-m:…)`). */
export interface WrittenFlags {
  readonly flags: RegexFlags;
  readonly scope: 'pattern' | 'group';
}

const UNICODE_OR_ASCII = 'the flags a, u and L are incompatible';

/** Reads flags after `(?`, up to and over their `)` or `:`. */
export function parseFlags(reader: RegexReader, outer: RegexFlags): WrittenFlags {
  const on = reader.takeWhile(/[aiLmsux]/);
  if (on.includes('L')) reader.fail("bad inline flags: cannot use 'L' flag with a str pattern");
  if (on.includes('a') && on.includes('u')) reader.fail(`bad inline flags: ${UNICODE_OR_ASCII}`);
  if (on !== '' && reader.take(')')) return { flags: merged(outer, on, ''), scope: 'pattern' };
  const off = reader.take('-') ? reader.takeWhile(/[aiLmsux]/) : undefined;
  if (off === '') reader.fail('missing flag');
  if (off !== undefined && /[auL]/.test(off)) {
    reader.fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
  }
  if ([...on].some((letter) => off?.includes(letter)))
    reader.fail('bad inline flags: flag turned on and off');
  if (!reader.take(':')) reader.fail(reader.next === undefined ? 'missing -, : or )' : 'unknown flag');
  return { flags: merged(outer, on, off ?? ''), scope: 'group' };
}

function merged(outer: RegexFlags, on: string, off: string): RegexFlags {
  const flag = (name: 'i' | 'm' | 's' | 'x'): boolean =>
    (outer[name] || on.includes(name)) && !off.includes(name);
  return {
    i: flag('i'),
    m: flag('m'),
    s: flag('s'),
    x: flag('x'),
    a: on.includes('a') || (outer.a && !on.includes('u')),
  };
}
