import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventsFile, findRun } from './find-run.js';
import { newRunId } from './run-id.js';

function stateWith(ids: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const id of ids) {
    mkdirSync(dirname(eventsFile(folder, id)), { recursive: true });
    writeFileSync(eventsFile(folder, id), '');
  }
  return folder;
}

test('a run is found by its id, its unique beginning, or as the last', () => {
  const [first, second] = [newRunId(Date.UTC(2026, 0, 1)), newRunId(Date.UTC(2026, 0, 2))];
  const state = stateWith([second, first]);
  expect(findRun(state, first).id).toBe(first);
  expect(findRun(state, '20260101').id).toBe(first);
  expect(findRun(state, 'last').id).toBe(second);
  expect(() => findRun(state, '2026')).toThrow(/several runs begin with '2026'/);
  expect(() => findRun(state, 'x')).toThrow(/no run 'x' is recorded/);
});

test('without any run the error says so', () => {
  expect(() => findRun(join(tmpdir(), 'chaos-no-such-state'), 'last')).toThrow(/no run 'last'/);
});
