import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

test('every recorded PxL vector', () => {
  const runner = join(root, 'conformance/pxl/run-pxl.mjs');
  const cli = `${process.execPath} ${join(root, 'packages/cli/bin/chaos.js')} pxl exec --jsonl`;
  const { stdout } = spawnSync(process.execPath, [runner, '--cli', cli], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const count = readdirSync(join(root, 'conformance/pxl/vectors')).length;
  expect(stdout.trimEnd().split('\n').at(-1), stdout).toBe(`${count} passed, 0 failed`);
});
