import { readdirSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { getKey, isJsonObject, type Json, type Logger } from '@chaoskit/core';
import { mayExecute } from '../host/may-execute.js';
import { standInsFolder } from './environment.js';

/**
 * Says which programs of the experiment are stand-ins of ours, one warning each: those that process activities name, and that are
 * not on the user's own PATH.
 */
export function warnOfStandIns(
  experiment: Json,
  env: Readonly<Record<string, string | undefined>>,
  distFolder: string,
  log: Logger,
): void {
  const ours = new Set(readdirSync(standInsFolder(distFolder)));
  for (const program of programsOf(experiment)) {
    if (!ours.has(program) || isOnPath(program, env.PATH ?? '')) continue;
    log.warning(`'${program}' is not on the PATH: the stand-in that comes with chaos is used`);
  }
}

/** Bare names of programs that process activities start, or that lines for the shell begin with. */
function programsOf(experiment: Json): Set<string> {
  const found = new Set<string>();
  const visit = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isJsonObject(value)) {
      const path = getKey(value, 'path');
      if (getKey(value, 'type') === 'process' && typeof path === 'string' && basename(path) === path)
        found.add(path);
      Object.values(value).forEach(visit);
    }
  };
  visit(experiment);
  return found;
}

function isOnPath(program: string, path: string): boolean {
  return path.split(delimiter).some((folder) => mayExecute(join(folder, program)));
}
