import { expect, test } from 'vitest';
import type { RunEvent, RunEventBody } from '../events/run-event.js';
import { Redactor } from '../values/redactor.js';
import { recordedUndos } from './recorded-undos.js';
import { refersToSecrets, revealSecrets } from './reveal-secrets.js';

const stamped = (bodies: readonly unknown[]): RunEvent[] =>
  bodies.map((body, at) => ({ v: 1, seq: at + 1, at: '', mono: 0, ...(body as RunEventBody) }));
const begin = { type: 'run-started', experiment: { title: 't' }, targets: [] };
const activity = { type: 'activity-started', id: 7, into: 'run', activity: { name: 'scale' } };
const rollback = { type: 'activity-started', id: 8, into: 'rollbacks', activity: { name: 'back' } };
const recorded = (to: number, id = 7) => ({
  type: 'undo-recorded',
  id,
  definition: 'm.f',
  arguments: { to },
});

test('what is left: the last change first, without those that were undone; one that failed is left', () => {
  const ended = (of: number, status: string) => ({ type: 'undo-ended', of, status });
  const events = [begin, activity, recorded(1), recorded(2), recorded(3), ended(4, 'succeeded')];
  expect(recordedUndos(stamped([...events, ended(5, 'failed')]))).toEqual({
    experiment: { title: 't' },
    targets: [],
    lastSeq: 7,
    pending: [
      { seq: 5, definition: 'm.f', arguments: { to: 3 }, activity: 'scale' },
      { seq: 3, definition: 'm.f', arguments: { to: 1 }, activity: 'scale' },
    ],
  });
  expect(recordedUndos(stamped([recorded(1)]))).toBeUndefined();
  const rolledBack = [begin, activity, recorded(1), rollback, recorded(2, 8)];
  expect(recordedUndos(stamped(rolledBack))?.pending.map(({ seq }) => seq)).toEqual([3]);
});

test('references to secrets become their values again, inside texts too; unknown ones stay', () => {
  const secrets = { group: { token: 'abc-def', nested: { key: 'other value' } } };
  const value = { header: 'Bearer abc-def', whole: 'other value', list: ['abc-def', 1, null] };
  const written = new Redactor(secrets).redact(value);
  expect(JSON.stringify(written)).not.toContain('abc-def');
  expect(refersToSecrets(written)).toBe(true);
  expect(revealSecrets(written, secrets)).toEqual(value);
  expect(refersToSecrets(value)).toBe(false);
  expect(revealSecrets('[secret gone]', secrets)).toBe('[secret gone]');
});
