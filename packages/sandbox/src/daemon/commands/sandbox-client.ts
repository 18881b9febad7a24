import { ChaosError } from '@chaoskit/errors';
import { KubeClient } from '@chaoskit/kube';
import { sandboxContext } from '../../api/kubeconfig.js';
import { isAlive } from '../state/process-identity.js';
import { type RunningState, SandboxFolder } from '../state/sandbox-state.js';

/** A client of the API of a sandbox that is up, with the token that only this user can read. */
export function sandboxClient({ server, token, ca }: RunningState): KubeClient {
  const headers = { authorization: `Bearer ${token}` };
  return new KubeClient({
    target: { context: sandboxContext, server },
    server: new URL(server),
    ca,
    verify: true,
    credentials: async () => ({ headers }),
  });
}

/** The state of the sandbox under `stateDir`. Throws `CHAOS_E_SANDBOX_NOT_UP` where none is up. */
export function runningState(stateDir: string): RunningState {
  const state = new SandboxFolder(stateDir).read();
  if (state?.running === undefined || !isAlive(state.daemon)) {
    throw new ChaosError('CHAOS_E_SANDBOX_NOT_UP', 'no sandbox is up in this folder', {
      hint: 'start one with chaos sandbox up -f FILE',
    });
  }
  return state.running;
}
