import { sandboxContext } from '../../api/kubeconfig.js';
import { isAlive } from '../state/process-identity.js';
import { SandboxFolder } from '../state/sandbox-state.js';

export interface RunningSandbox {
  /** Absolute path. */
  readonly kubeconfig: string;
  /** Name of its context in the kubeconfig. */
  readonly context: string;
  readonly server: string;
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
  return { kubeconfig: folder.kubeconfig, context: sandboxContext, server: state.running.server };
}
