import { parseEscape } from './parse-escape.js';
import type { RegexFlags, RegexNode, SetItem } from './regex-node.js';
import type { RegexReader } from './regex-reader.js';

/** Reads a set after its opening bracket. */
export function parseSet(reader: RegexReader, flags: RegexFlags): RegexNode {
  const start = reader.offset - 1;
  const negated = reader.take('^');
  const items: SetItem[] = [];
  while (!(items.length > 0 && reader.take(']'))) {
    const begin = reader.offset;
    const low = member(reader, start);
    if (!reader.take('-')) items.push(low);
    else if (reader.take(']')) {
      items.push(low, { kind: 'range', low: 45, high: 45 });
      break;
    } else items.push(range(reader, low, member(reader, start), begin));
  }
  return { kind: 'set', negated, items, flags };
}

function member(reader: RegexReader, start: number): SetItem {
  const letter = reader.read();
  if (letter === undefined) return reader.fail('unterminated character set', start);
  if (letter !== '\\') {
    const code = letter.codePointAt(0) ?? 0;
    return { kind: 'range', low: code, high: code };
  }
  const escaped = parseEscape(reader, true);
  if (escaped.kind === 'class') return escaped;
  return escaped.kind === 'char'
    ? { kind: 'range', low: escaped.code, high: escaped.code }
    : reader.fail('bad escape in a character set', start);
}

function range(reader: RegexReader, low: SetItem, high: SetItem, begin: number): SetItem {
  if (low.kind === 'class' || high.kind === 'class' || low.low > high.low) {
    return reader.fail(`bad character range ${reader.since(begin)}`, begin);
  }
  return { kind: 'range', low: low.low, high: high.low };
}
