import type { SandboxStateOptions } from '../command-line/sandbox-options.js';
import type { CommandContext } from '../context.js';
import { interruptible } from '../host/interruptible.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { stateFolderPath } from '../state/state-folder.js';

/** `chaos sandbox down`: also where none is up, which it says. */
export async function sandboxDown(
  { host, log }: CommandContext,
  { stateDir }: SandboxStateOptions,
): Promise<number> {
  const { stopSandbox } = await import('@chaoskit/sandbox');
  const folder = stateFolderPath(host, stateDir);
  const wasUp = await interruptible(
    nodeSignals,
    () => void endProcess(130),
    ({ signal }) => stopSandbox({ stateDir: folder, log, signal }),
  );
  log.info(wasUp ? 'The sandbox is down' : 'No sandbox is up in this folder');
  return 0;
}
