import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { experimentPage } from './experiment-page.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const CODE = /(?<=['"`])CHAOS_[EV]_[A-Z0-9_]+(?=['"`])/g;

test('keys of an experiment', async () => {
  await expect(experimentPage()).toMatchFileSnapshot(join(root, 'docs/reference/experiment.md'));
});

test('every error code has its row, and no row is left of one that is gone', () => {
  const used = new Set(sources().flatMap((file) => readFileSync(file, 'utf8').match(CODE) ?? []));
  const page = readFileSync(join(root, 'docs/reference/errors.md'), 'utf8');
  const rows = new Set([...page.matchAll(/^\| `(CHAOS_[EV]_\w+)` \| (?=[^|]+\|)/gm)].map(([, code]) => code));
  expect([...rows].sort()).toEqual([...used].sort());
});

function sources(): string[] {
  return readdirSync(join(root, 'packages')).flatMap((name) => {
    const folder = join(root, 'packages', name, 'src');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => join(folder, file));
  });
}
