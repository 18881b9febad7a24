import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { checkJournalPath, writeJournal } from './journal-file.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chaos-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

test('the check leaves nothing, the journal is there at once', () => {
  const path = join(folder, 'journal.json');
  checkJournalPath(path);
  expect(readdirSync(folder)).toEqual([]);
  writeJournal(path, ['{}']);
  expect(readdirSync(folder)).toEqual(['journal.json']);
});

test('a link is followed, not replaced', () => {
  writeFileSync(join(folder, 'real.json'), 'old');
  symlinkSync('real.json', join(folder, 'journal.json'));
  writeJournal(join(folder, 'journal.json'), ['n', 'ew']);
  expect(readFileSync(join(folder, 'real.json'), 'utf8')).toBe('new');
});

test.each([
  ['a folder', ''],
  ['a folder that is not there', 'none/journal.json'],
])('%s is refused at the start', (_, name) => {
  expect(() => checkJournalPath(join(folder, name))).toThrow(/the journal can't be written to/);
});

test('a device is written as it is', () => {
  checkJournalPath('/dev/null');
  writeJournal('/dev/null', ['{}']);
  expect(() => writeJournal('/dev/full', ['{}'])).toThrow(/ENOSPC/);
});

test('a device without room is refused at the start', () => {
  expect(() => checkJournalPath('/dev/full')).toThrow(/ENOSPC/);
});

test('the check does not wait for the reader of a pipe', () => {
  const pipe = join(folder, 'journal.pipe');
  execFileSync('mkfifo', [pipe]);
  checkJournalPath(pipe);
});
