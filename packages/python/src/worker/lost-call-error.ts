import { ActivityFailedError } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { WorkerEnd } from './worker-process.js';

/** The exit code with which `worker.py` refuses a Python that is too old. */
const TOO_OLD = 96;
const FATAL = 'Fatal Python error';

/**
 * The error of a call that ended with its process. `killedFor` names the call for whose sake we ended the process ourselves. An interpreter
 * that can't be used at all is no failure of the activity.
 */
export function lostCallError(end: WorkerEnd, label: string, killedFor: string | undefined): ChaosError {
  if (end.startError !== undefined) {
    const message = `Python, needed by '${label}', could not be started: ${end.startError.message}`;
    return new ChaosError('CHAOS_E_PYTHON_START', message, {
      cause: end.startError,
      hint: 'name a working Python 3.8 or newer in CHAOS_PYTHON',
    });
  }
  if (end.exitCode === TOO_OLD) {
    return new ChaosError('CHAOS_E_PYTHON_TOO_OLD', `'${label}': ${end.lastWords.join(' ')}`, {
      hint: 'name a Python 3.8 or newer in CHAOS_PYTHON',
    });
  }
  const why =
    killedFor === undefined
      ? describeEnd(end)
      : `was stopped because '${killedFor}' did not end when it was told to`;
  return new ActivityFailedError(`the Python process of '${label}' ${why}`);
}

/** How the process ended, in words: exit code or signal, and what it said last. */
function describeEnd(end: WorkerEnd): string {
  const how =
    end.signal === null ? `ended with exit code ${end.exitCode ?? 'unknown'}` : `was killed by ${end.signal}`;
  const words = lastWords(end.lastWords);
  return words === '' ? how : `${how}; its last words: ${words}`;
}

/** A crash report from where it begins, otherwise the last three lines. */
function lastWords(lines: readonly string[]): string {
  const fatal = lines.findLastIndex((line) => line.startsWith(FATAL));
  const chosen = fatal < 0 ? lines.slice(-3) : lines.slice(fatal, fatal + 8);
  return chosen.filter((line) => line.trim() !== '').join('\n');
}
