import type { SandboxScaleOptions } from '../command-line/sandbox-options.js';
import { UsageError } from '../command-line/usage-error.js';
import type { CommandContext } from '../context.js';
import { interruptible } from '../host/interruptible.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { stateFolderPath } from '../state/state-folder.js';

/** `chaos sandbox scale KIND/NAME --replicas=N`: waits until all replicas are available, unless told otherwise. */
export async function sandboxScale(
  { host, log }: CommandContext,
  target: string,
  { replicas, namespace, wait, stateDir }: SandboxScaleOptions,
): Promise<number> {
  const [kind = '', name = '', ...rest] = target.split('/');
  if (kind === '' || name === '' || rest.length > 0)
    throw new UsageError(`'${target}' is not KIND/NAME`, {
      hint: 'chaos sandbox scale deployment/middle --replicas=2',
    });
  const { scaleWorkload } = await import('@chaoskit/sandbox');
  await interruptible(
    nodeSignals,
    () => void endProcess(130),
    ({ signal }) =>
      scaleWorkload({
        stateDir: stateFolderPath(host, stateDir),
        kind,
        name,
        namespace,
        replicas,
        wait,
        log,
        signal,
      }),
  );
  return 0;
}
