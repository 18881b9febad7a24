import type { SandboxUpOptions } from '../command-line/sandbox-options.js';
import { shellQuote } from '../console/shell-quote.js';
import type { CommandContext } from '../context.js';
import { interruptible } from '../host/interruptible.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { sandboxEntries } from '../sandbox/sandbox-entries.js';
import { makeStateFolder } from '../state/state-folder.js';

/** `chaos sandbox up`: standard output is exactly one line for the shell; everything else is on standard error. */
export async function sandboxUp(
  { host, log, distFolder }: CommandContext,
  { file, images, wait, lenient, stateDir }: SandboxUpOptions,
): Promise<number> {
  const { startSandbox } = await import('@chaoskit/sandbox');
  const { kubeconfig } = await interruptible(
    nodeSignals,
    () => void endProcess(130),
    ({ signal }) =>
      startSandbox({
        folder: host.cwd(),
        stateDir: makeStateFolder(host, stateDir),
        files: file,
        ...(images === undefined ? {} : { imagesFile: images }),
        wait,
        lenient,
        entries: sandboxEntries(distFolder),
        log,
        signal,
      }),
  );
  host.stdout.write(`export KUBECONFIG=${shellQuote(kubeconfig)}\n`);
  return 0;
}
