import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openBench, python, workerPath } from '../testing/bridge-bench.js';
import { LineSplitter } from './line-splitter.js';

test('lines are found whatever pieces they come in', () => {
  const splitter = new LineSplitter();
  expect(splitter.push('a\nb')).toEqual(['a']);
  expect(splitter.push('c')).toEqual([]);
  expect(splitter.push('d\n\ne\nf')).toEqual(['bcd', '', 'e']);
  expect(splitter.rest()).toBe('f');
});

describe.skipIf(python === undefined)('worker.py (needs python3)', () => {
  test('ends at once when the engine is gone, whatever its call does', async () => {
    await using bench = openBench({
      files: { 'lab.py': 'import time\ndef nap():\n  print("begun")\n  time.sleep(60)' },
    });
    const child = spawn(python ?? '', [workerPath], {
      env: { PYTHONPATH: bench.folder },
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit', 'pipe', 'pipe'],
    });
    const [, stdout, , requests] = child.stdio as unknown as [null, Readable, null, Writable];
    const ended = new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
    requests.write('{"id": 1, "op": "call", "module": "lab", "func": "nap", "configuration": {}}\n');
    await new Promise((resolve) => stdout.once('data', resolve));
    requests.destroy();
    expect(await ended).toBe('SIGKILL');
  });
});
