import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Logger } from '@chaoskit/core';
import { ChaosError, messageOf } from '@chaoskit/errors';
import type { Host } from '../host/host.js';

/** Where the state folder would be: the flag, then `CHAOS_STATE_DIR`, then `.chaos`. Made by nobody yet. */
export function stateFolderPath(host: Host, flag: string | undefined): string {
  return resolve(host.cwd(), flag ?? (host.env.CHAOS_STATE_DIR || undefined) ?? '.chaos');
}

/**
 * Makes the state folder for runs. Where the default one can't be written, a temporary folder takes its place, with a warning; a
 * folder that the user named is an error.
 */
export function openStateFolder(host: Host, flag: string | undefined, log: Logger): string {
  try {
    return makeStateFolder(host, flag);
  } catch (error) {
    if (flag !== undefined || (host.env.CHAOS_STATE_DIR ?? '') !== '') throw error;
  }
  const temporary = mkdtempSync(join(tmpdir(), 'chaos-state-'));
  log.warning(`Runs are recorded in ${temporary}, as ${stateFolderPath(host, flag)} can't be written`);
  return temporary;
}

/** Makes the state folder, with a `.gitignore` of its own. Throws `ChaosError` where it can't be written. */
export function makeStateFolder(host: Host, flag: string | undefined): string {
  const folder = stateFolderPath(host, flag);
  try {
    mkdirSync(join(folder, 'runs'), { recursive: true });
    accessSync(join(folder, 'runs'), constants.W_OK);
    const ignore = join(folder, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  } catch (cause) {
    throw new ChaosError(
      'CHAOS_E_STATE_FOLDER',
      `the state folder ${folder} can't be written: ${messageOf(cause)}`,
      {
        hint: 'name another one with --state-dir or CHAOS_STATE_DIR',
        cause,
      },
    );
  }
  return folder;
}
