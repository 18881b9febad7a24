import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isChaosError } from '@chaoskit/errors';
import type { GlobalOptions } from './command-line/global-options.js';
import { type Invocation, readCommandLine } from './command-line/program.js';
import { UsageError } from './command-line/usage-error.js';
import { describeError } from './console/describe-error.js';
import { LiveLine } from './console/live-line.js';
import { openConsole } from './console/open-console.js';
import type { CommandContext } from './context.js';
import type { Host } from './host/host.js';
import { endProcess, nodeHost } from './host/node-host.js';

/**
 * Entry of the `chaos` command: reads the command line, starts the command, ends the process with its exit code. `distFolder`: where
 * the built files are.
 */
export async function main(distFolder: string): Promise<void> {
  await endProcess(await runMain(nodeHost(), distFolder));
}

async function runMain(host: Host, distFolder: string): Promise<number> {
  const version = readVersion(distFolder);
  let invocation: Invocation;
  try {
    invocation = readCommandLine(host.argv, version, host);
  } catch (error) {
    return refuse(host, error);
  }
  if ('exitCode' in invocation) return invocation.exitCode;
  const { globals, command, start } = invocation;
  const live = new LiveLine(host.stderr);
  const log = openConsole(host, globals, live);
  const settingsFile = resolve(
    host.cwd(),
    globals.settings ?? join(homedir(), '.chaostoolkit/settings.yaml'),
  );
  const context: CommandContext = { host, globals, log, live, version, distFolder, settingsFile };
  log.debug('#'.repeat(79));
  log.debug(`Running command '${command}'`);
  log.debug(`Using settings file '${settingsFile}'`);
  try {
    changeFolder(host, globals, context);
    return await start(context);
  } catch (error) {
    if (error instanceof UsageError) return refuse(host, error);
    log.error(describeError(error));
    if (!isChaosError(error) && error instanceof Error) log.debug(error.stack ?? error.message);
    return 1;
  } finally {
    live.show('');
  }
}

/** A usage error: its text without the log's prefix, exit code 2. */
function refuse({ stderr }: Host, error: unknown): number {
  if (!(error instanceof UsageError)) throw error;
  const hint = error.hint === undefined ? '' : `hint: ${error.hint}\n`;
  stderr.write(`error: ${error.message}\n${hint}`);
  return 2;
}

function changeFolder(host: Host, { changeDir }: GlobalOptions, { log }: CommandContext): void {
  if (changeDir === undefined) return;
  log.warning(`Moving to ${changeDir}`);
  try {
    host.chdir(changeDir);
  } catch {
    throw new UsageError(`--change-dir: '${changeDir}' is not a folder that can be entered`);
  }
}

function readVersion(distFolder: string): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(distFolder, '../package.json'), 'utf8'));
  return manifest.version;
}
