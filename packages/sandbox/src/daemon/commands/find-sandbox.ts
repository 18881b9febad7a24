import { sandboxContext } from '../../api/kubeconfig.js';
import type { PixieAccess } from '../../pixie/local-pixie.js';
import { isAlive } from '../state/process-identity.js';
import { type RunningState, SandboxFolder } from '../state/sandbox-state.js';

export interface RunningSandbox {
  /** Absolute path. */
  readonly kubeconfig: string;
  /** Name of its context in the kubeconfig. */
  readonly context: string;
  readonly server: string;
  /** The local Pixie; `rootsFile` (PEM) holds the authority of its certificate, and after it those that are trusted anyway. */
  readonly pixie: PixieAccess & { readonly rootsFile: string };
  /** An HTTP proxy that knows the cluster's names and those of `sandbox.yaml`, `http://127.0.0.1:PORT`. */
  readonly httpProxy: string;
}

/** The sandbox that is up under a state directory, if there is one. */
export async function findSandbox({
  stateDir,
}: {
  readonly stateDir: string;
}): Promise<RunningSandbox | undefined> {
  const folder = new SandboxFolder(stateDir);
  const state = folder.read();
  if (state?.running === undefined || !isAlive(state.daemon)) return undefined;
  return runningSandbox(folder, state.running);
}

/** What others need to know of a sandbox that is up. */
export function runningSandbox(folder: SandboxFolder, running: RunningState): RunningSandbox {
  const { server, pixie, httpProxy } = running;
  return {
    kubeconfig: folder.kubeconfig,
    context: sandboxContext,
    server,
    pixie: { ...pixie, rootsFile: folder.roots },
    httpProxy,
  };
}
