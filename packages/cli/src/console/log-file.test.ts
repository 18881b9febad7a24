import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openLogFile } from './log-file.js';
import type { LogRecord } from './log-record.js';

let path = '';
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-log-'));
  path = join(folder, 'chaos.log');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const record = (message: string): LogRecord => ({ level: 'INFO', message, at: 0, module: 'test', line: 1 });
const lines = (): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);

function open(file: string) {
  const opened = openLogFile(file);
  if ('problem' in opened) throw new Error(opened.problem);
  return opened;
}

test('lines are in the file at the end of their turn', async () => {
  const { sink, close } = open(path);
  onTestFinished(close);
  sink(record('one'));
  sink(record('two'));
  await setImmediate();
  expect(lines()).toEqual([expect.stringMatching(/INFO\] \[test:1\] one$/), expect.stringMatching(/ two$/)]);
});

test('closing writes what waits; nothing is written twice', async () => {
  const { sink, close } = open(path);
  sink(record('one'));
  close();
  close();
  expect(lines()).toHaveLength(1);
  await setImmediate();
  expect(lines()).toHaveLength(1);
});

test('very many lines do not wait for the end of the turn', () => {
  const { sink, close } = open(path);
  onTestFinished(close);
  for (let index = 0; index < 2000; index += 1) sink(record('x'.repeat(100)));
  expect(lines().length).toBeGreaterThan(1000);
});

test('a full disk stops nothing', () => {
  const { sink, close } = open('/dev/full');
  sink(record('one'));
  close();
});

test('a file that cannot be opened is a problem to tell', () => {
  expect(openLogFile(join(path, 'no'))).toEqual({ problem: expect.stringContaining('ENO') });
});
