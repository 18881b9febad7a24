import type { WorkerEnd } from './worker-process.js';

const FATAL = 'Fatal Python error';

/** How a worker ended, in words: exit code or signal, and what it said last. */
export function describeEnd(end: WorkerEnd): string {
  const how =
    end.startError !== undefined
      ? `could not be started: ${end.startError.message}`
      : end.signal !== null
        ? `was killed by ${end.signal}`
        : `ended with exit code ${end.exitCode ?? 'unknown'}`;
  const words = lastWords(end.lastWords);
  return words === '' ? how : `${how}; its last words: ${words}`;
}

/** A crash report from where it begins, otherwise the last three lines. */
function lastWords(lines: readonly string[]): string {
  const fatal = lines.findLastIndex((line) => line.startsWith(FATAL));
  const chosen = fatal < 0 ? lines.slice(-3) : lines.slice(fatal, fatal + 8);
  return chosen.filter((line) => line.trim() !== '').join('\n');
}
