import { foldJournal, journalText } from '@chaoskit/core';
import type { JournalOptions } from '../command-line/other-options.js';
import type { CommandContext } from '../context.js';
import { findRun } from '../state/find-run.js';
import { writeJournal } from '../state/journal-file.js';
import { readRun } from '../state/read-run.js';
import { stateFolderPath } from '../state/state-folder.js';

/** `chaos journal RUN`: the journal, built again from the run's event log; also of a run that was killed. */
export async function journalCommand(
  { host, log }: CommandContext,
  name: string,
  { stateDir, output }: JournalOptions,
): Promise<number> {
  const run = findRun(stateFolderPath(host, stateDir), name);
  const events = await readRun(run);
  if (!events.some(({ type }) => type === 'run-ended'))
    log.warning(`Run ${run.id} has not ended, or was killed: the journal tells what its log knows`);
  const text = journalText(foldJournal(events));
  if (output !== undefined) writeJournal(output, text);
  else for (const piece of [...text, '\n']) host.stdout.write(piece);
  return 0;
}
