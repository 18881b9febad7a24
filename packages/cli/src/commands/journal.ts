import { createReadStream } from 'node:fs';
import { foldJournal, journalText, readEventLog } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { JournalOptions } from '../command-line/other-options.js';
import type { CommandContext } from '../context.js';
import { findRun } from '../state/find-run.js';
import { writeJournal } from '../state/journal-file.js';
import { stateFolderPath } from '../state/state-folder.js';

/** `chaos journal RUN`: the journal, built again from the run's event log; also of a run that was killed. */
export async function journalCommand(
  { host, log }: CommandContext,
  name: string,
  { stateDir, output }: JournalOptions,
): Promise<number> {
  const run = findRun(stateFolderPath(host, stateDir), name);
  const events = [];
  for await (const event of readEventLog(createReadStream(run.eventsFile))) events.push(event);
  if (events[0]?.type !== 'run-started')
    throw new ChaosError('CHAOS_E_EVENT_LOG_EMPTY', `the log of run ${run.id} does not begin with the run`, {
      place: { file: run.eventsFile },
      hint: 'the run ended before it had started, or the file was changed',
    });
  if (events.at(-1)?.type !== 'run-ended')
    log.warning(`Run ${run.id} has not ended, or was killed: the journal tells what its log knows`);
  const text = journalText(foldJournal(events));
  if (output !== undefined) writeJournal(output, text);
  else for (const piece of [...text, '\n']) host.stdout.write(piece);
  return 0;
}
