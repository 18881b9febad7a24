import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ChaosError } from '@chaoskit/errors';

/** A recorded run. */
export interface RecordedRun {
  readonly id: string;
  readonly eventsFile: string;
}

/** Finds a run by its id, its unique beginning, or `last`. */
export function findRun(stateFolder: string, name: string): RecordedRun {
  const ids = runIds(stateFolder);
  const id = name === 'last' ? ids.at(-1) : (ids.find((one) => one === name) ?? onlyMatch(ids, name));
  if (id === undefined)
    throw new ChaosError('CHAOS_E_RUN_NOT_FOUND', `no run '${name}' is recorded in ${stateFolder}`, {
      hint:
        ids.length === 0
          ? 'nothing was run with this state folder; --state-dir names another one'
          : `the newest is ${ids.at(-1)}`,
    });
  return { id, eventsFile: eventsFile(stateFolder, id) };
}

/** Path of a run's event log. */
export const eventsFile = (stateFolder: string, id: string): string =>
  join(stateFolder, 'runs', id, 'events.jsonl');

/** Ids of the runs that have a log, oldest first. */
function runIds(stateFolder: string): string[] {
  const folder = join(stateFolder, 'runs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((id) => existsSync(eventsFile(stateFolder, id)))
    .sort();
}

function onlyMatch(ids: readonly string[], beginning: string): string | undefined {
  const matches = ids.filter((id) => id.startsWith(beginning));
  if (matches.length > 1)
    throw new ChaosError('CHAOS_E_RUN_AMBIGUOUS', `several runs begin with '${beginning}'`, {
      hint: `give more of the id: ${matches.slice(-3).join(', ')}`,
    });
  return matches[0];
}
