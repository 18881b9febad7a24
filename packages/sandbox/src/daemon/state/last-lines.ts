import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StuckContainer } from '../../availability/availability.js';

/** The last lines of a container's newest log that holds any, without times and streams. */
export function lastLines(logsFolder: string, { podUid, container, attempt }: StuckContainer): string[] {
  for (const each of [attempt, attempt - 1]) {
    const lines = textsOf(join(logsFolder, podUid, container, `${each}.log`)).slice(-5);
    if (lines.length > 0) return lines;
  }
  return [];
}

function textsOf(file: string): string[] {
  try {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    return lines.map((line) => line.split(' ').slice(3).join(' ')).filter((line) => line.trim() !== '');
  } catch {
    return [];
  }
}
