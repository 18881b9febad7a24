import type { Place } from '@chaoskit/errors';

/** The place of an offset in a file's text; lines and columns count from 1. */
export function placeAt(text: string, file: string, offset: number): Place {
  const before = text.slice(0, Math.max(0, offset));
  const lines = before.split('\n');
  return { file, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
