import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningSandbox } from '@chaoskit/sandbox';
import type { Host } from '../host/host.js';
import { stateFolderPath } from '../state/state-folder.js';

/** The sandbox that is up in the working folder. Where there is none, its code is not even loaded. */
export async function sandboxOfFolder(
  host: Host,
  stateFlag: string | undefined,
): Promise<RunningSandbox | undefined> {
  const stateDir = stateFolderPath(host, stateFlag);
  if (!existsSync(join(stateDir, 'sandbox'))) return undefined;
  const { findSandbox } = await import('@chaoskit/sandbox');
  return findSandbox({ stateDir });
}
