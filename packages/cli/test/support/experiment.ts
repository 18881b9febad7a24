import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runChaos } from './chaos.js';

type Activity = Readonly<Record<string, unknown>>;

/** An experiment with this method, and one rollback that writes the file `rolled-back`. */
export const experiment = (method: readonly Activity[], more: Readonly<Record<string, unknown>> = {}) => ({
  title: 'a test',
  description: 'for a test',
  method,
  rollbacks: [shell('undo', ': > rolled-back')],
  ...more,
});

/** An action that a shell does. */
export const shell = (name: string, script: string, more: Activity = {}): Activity => ({
  type: 'action',
  name,
  provider: { type: 'process', path: 'sh', arguments: ['-c', script] },
  ...more,
});

export const pythonAction = (module: string, func: string, args: Activity = {}): Activity => ({
  type: 'action',
  name: func,
  provider: { type: 'python', module, func, arguments: args },
});

export const readJournal = (folder: string) => JSON.parse(readFileSync(join(folder, 'journal.json'), 'utf8'));

/** The journal of the folder's last run is what its event log folds to. */
export async function expectJournalIsFold(folder: string): Promise<void> {
  const { stdout, code } = await runChaos(['journal', 'last'], { cwd: folder });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(readJournal(folder));
}
