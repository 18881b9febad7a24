import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { MAX_DEPTH } from '../../values/parse-json.js';
import { YamlProblem } from './yaml-node.js';

/** What js-yaml says of a line within brackets or quotes that stands too far to the left. */
const TOO_SHORT = 'deficient indentation';
/** Lines that are indented further, and characters that are read for it: a hostile document must not take for ever. */
const MAX_LINES = 100;
const MAX_CHARACTERS = 4_000_000;

/** The events of a document; their offsets are those of `text`, and `originalOf` leads back to the document as it was given. */
export interface IndentedEvents {
  readonly text: string;
  readonly events: readonly Event[];
  originalOf(offset: number): number;
}

/**
 * The events of a YAML text. PyYAML does not look at indentation within brackets and quotes, js-yaml does: lines there that it finds
 * too short are indented further, which changes nothing in what they mean. Throws {@link YamlProblem}.
 */
export function parseIndented(document: string): IndentedEvents {
  const starts: number[] = [];
  let width = 0;
  // Where indenting did not help, the first complaint stands nearest to the mistake.
  let first: YamlProblem | undefined;
  for (;;) {
    const text = indent(document, starts, width);
    const originalOf = (offset: number): number => originalOffset(offset, starts, width);
    try {
      return { text, events: parseEvents(text, { maxDepth: MAX_DEPTH }), originalOf };
    } catch (reason) {
      if (!(reason instanceof YAMLException)) throw reason;
      const offset = originalOf(reason.mark?.position ?? 0);
      const start = document.lastIndexOf('\n', offset - 1) + 1;
      const again =
        reason.reason === TOO_SHORT &&
        !starts.includes(start) &&
        !/^(?:---|\.\.\.)(?:\s|$)/.test(document.slice(start, start + 4)) &&
        starts.length < MAX_LINES &&
        (starts.length + 1) * document.length < MAX_CHARACTERS;
      first ??= new YamlProblem(reason.reason, offset, reason);
      if (!again) throw first;
      width ||= widestIndentation(document) + 1;
      starts.push(start);
      starts.sort((a, b) => a - b);
    }
  }
}

function indent(document: string, starts: readonly number[], width: number): string {
  const pieces: string[] = [];
  let from = 0;
  for (const start of starts) {
    pieces.push(document.slice(from, start), ' '.repeat(width));
    from = start;
  }
  pieces.push(document.slice(from));
  return pieces.join('');
}

function originalOffset(offset: number, starts: readonly number[], width: number): number {
  let added = 0;
  for (const start of starts) {
    if (offset < start + added) break;
    if (offset < start + added + width) return start;
    added += width;
  }
  return offset - added;
}

function widestIndentation(document: string): number {
  let widest = 0;
  // The dash of an item indents what stands behind it, too.
  for (const [lead] of document.matchAll(/^[ ?:-]+/gm)) widest = Math.max(widest, lead.length);
  return widest;
}
