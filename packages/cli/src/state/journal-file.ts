import {
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { randomHex } from './run-id.js';

/** Room that is tried out at the start, in bytes. A journal is seldom bigger; a full disk shows with much less. */
const TRIED_BYTES = 64 * 1024;
/** Characters that are written at once. */
const WRITE_LENGTH = 64 * 1024;

/**
 * Tries at the start whether a journal can be written to `path`, so that a full disk or a read-only folder is not
 * found out when the run is over.
 */
export function checkJournalPath(path: string): void {
  try {
    const target = targetOf(path);
    if (target.found?.isDirectory()) throw new Error('it is a folder');
    // To open a pipe would wait for its reader, and to close it again would end what the reader reads.
    if (target.found?.isFIFO()) return;
    if (!target.replaceable) {
      tryDevice(target.path);
      return;
    }
    const tried = temporaryBeside(target.path);
    try {
      writeAll(tried, ['\0'.repeat(TRIED_BYTES)]);
    } finally {
      rmSync(tried, { force: true });
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

/**
 * Writes the journal at once or not at all: to a temporary file beside it that then takes its name. Not forced to the disk: the
 * event log is, and the journal can be built from it again.
 */
export function writeJournal(path: string, text: Iterable<string>): void {
  try {
    const target = targetOf(path);
    if (!target.replaceable) {
      writeAll(target.path, text);
      return;
    }
    const temporary = temporaryBeside(target.path);
    try {
      writeAll(temporary, text);
      renameSync(temporary, target.path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** A link is followed; a device or a pipe is written as it is, never replaced. */
function targetOf(path: string): { path: string; replaceable: boolean; found?: Stats } {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return { path, replaceable: true };
  return { path: realpathSync(path), replaceable: found.isFile(), found };
}

/** A write of no bytes asks the device without telling it anything: Linux' /dev/full refuses even that. */
function tryDevice(path: string): void {
  const fd = openSync(path, 'a');
  try {
    writeSync(fd, Buffer.alloc(0));
  } finally {
    closeSync(fd);
  }
}

const temporaryBeside = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomHex(8)}.tmp`);

/** Pieces may be short and very many: they are written together. */
function writeAll(path: string, text: Iterable<string>): void {
  const fd = openSync(path, 'w', 0o644);
  try {
    let waiting = '';
    for (const piece of text) {
      waiting += piece;
      if (waiting.length < WRITE_LENGTH) continue;
      writeText(fd, waiting);
      waiting = '';
    }
    writeText(fd, waiting);
  } finally {
    closeSync(fd);
  }
}

function writeText(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  let done = 0;
  while (done < bytes.length) done += writeSync(fd, bytes, done);
}

const unwritable = (path: string, cause: unknown): ChaosError =>
  new ChaosError('CHAOS_E_JOURNAL_PATH', `the journal can't be written to '${path}': ${messageOf(cause)}`, {
    hint: 'name another file with --journal-path',
    cause,
  });
