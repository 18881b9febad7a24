import { createReadStream } from 'node:fs';
import { type RunEvent, readEventLog } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { RecordedRun } from './find-run.js';

/** The events of a recorded run. Throws `ChaosError` for a log that does not begin with the run. */
export async function readRun({ id, eventsFile }: RecordedRun): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of readEventLog(createReadStream(eventsFile))) events.push(event);
  if (events[0]?.type !== 'run-started')
    throw new ChaosError('CHAOS_E_EVENT_LOG_EMPTY', `the log of run ${id} does not begin with the run`, {
      place: { file: eventsFile },
      hint: 'the run ended before it had started, or the file was changed',
    });
  return events;
}
