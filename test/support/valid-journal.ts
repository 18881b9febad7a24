import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { journalSchema } from '../../packages/cli/src/schema/journal-schema.js';

const validate = new Ajv2020({ strict: false, allErrors: true }).compile(journalSchema('test'));

/** The journal is there, and the schema that the project ships has nothing against it. */
export function expectValidJournal(journal: unknown): void {
  validate(journal);
  const problems = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  expect(problems).toEqual([]);
}
