import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findCases, findPython, missingNeed } from '../conformance/lib/cases.mjs';
import { differences } from '../conformance/lib/compare.mjs';
import { execute } from '../conformance/lib/execute.mjs';
import { readExpected } from '../conformance/lib/expected.mjs';
import { expectValidJournal } from './support/valid-journal.js';

// What the reference really did, recorded: each case is one test. Cases that are left out stand in a list that may only shrink.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const leftOut = JSON.parse(readFileSync(join(root, 'conformance/left-out.json'), 'utf8'));
const python = findPython('python3');
const options = { cli: [join(root, 'node_modules/.bin/chaos')], python, keep: false, verbose: false };

/** A control of theirs adds what is no run to the list of runs. */
const FOREIGN_RUNS: ReadonlySet<string> = new Set(['core/controls-change-probe']);

describe.each(['core', 'kubernetes', 'addons'])('conformance: %s', (suite) => {
  const cases = findCases({ cases: join(root, 'conformance/cases'), suite: [suite], case: [] });

  for (const one of cases.filter(({ id }) => !(id in leftOut))) {
    const need = missingNeed(one, python);
    const name = need === null ? one.id : `${one.id} (needs ${need})`;
    test.concurrent(name, { skip: need !== null }, async () => {
      const outcome = await execute(one, options);
      expect(differences(one, readExpected(one), outcome)).toEqual([]);
      if (isJournal(outcome.journal) && !FOREIGN_RUNS.has(one.id)) expectValidJournal(outcome.journal);
    });
  }
});

test('every case that is left out exists', () => {
  const ids = findCases({ cases: join(root, 'conformance/cases'), suite: [], case: [] }).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(Object.keys(leftOut)));
});

/** A few cases write something else in its place, or nothing. */
const isJournal = (value: unknown): boolean => typeof value === 'object' && value !== null;
