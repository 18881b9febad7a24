import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

test('every recorded PxL vector passes', async () => {
  const cli = `"${process.execPath}" "${path('packages/cli/bin/chaos.js')}" --no-log-file pxl exec --jsonl`;
  const child = spawn(process.execPath, [path('conformance/pxl/run-pxl.mjs'), '--cli', cli]);
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  expect(`${output}${errors}`.trim().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed$/);
  expect(code).toBe(0);
});
