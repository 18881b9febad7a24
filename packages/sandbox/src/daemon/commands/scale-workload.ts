import { setTimeout as delay } from 'node:timers/promises';
import { ChaosError } from '@chaoskit/errors';
import { KubeApiError, type KubeClient, type KubeResource, kinds } from '@chaoskit/kube';
import {
  type Availability,
  availability,
  type ObjectReader,
  targetName,
} from '../../availability/availability.js';
import type { WaitTarget } from '../../images/check-wait-for.js';
import type { KubeObject } from '../../store/kube-object.js';
import type { SandboxLog } from '../sandbox-log.js';
import { runningState, sandboxClient } from './sandbox-client.js';

export interface ScaleWorkloadOptions {
  readonly stateDir: string;
  /** `deployment` or `replicaset`, in any of the forms that kubectl takes. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** A whole number, 0 or more. */
  readonly replicas: number;
  /** Wait until all replicas are available and no other is left. */
  readonly wait: boolean;
  readonly log: SandboxLog;
  readonly signal: AbortSignal;
}

const workloads: readonly {
  readonly kind: WaitTarget['kind'];
  readonly resource: KubeResource;
  readonly names: RegExp;
}[] = [
  { kind: 'deployment', resource: kinds.deployments, names: /^(?:deploy|deployments?(?:\.apps)?)$/i },
  { kind: 'replicaset', resource: kinds.replicaSets, names: /^(?:rs|replicasets?(?:\.apps)?)$/i },
];

const pollMs = 50;
/** How often the person hears what is being waited for. */
const reportEveryMs = 5000;

/**
 * Sets the number of replicas of a workload of the sandbox and, if asked to, waits until it is there.
 * @throws ChaosError `CHAOS_E_SANDBOX_NOT_UP`; `CHAOS_E_SANDBOX_SCALE` for a workload that does not exist, or that can't come up.
 */
export async function scaleWorkload(options: ScaleWorkloadOptions): Promise<void> {
  const { name, namespace, replicas, log, signal } = options;
  const workload = workloads.find(({ names }) => names.test(options.kind));
  if (workload === undefined) {
    throw new ChaosError('CHAOS_E_SANDBOX_SCALE', `a ${options.kind} can't be scaled`, {
      hint: 'deployment/NAME and replicaset/NAME can',
    });
  }
  const { kind, resource } = workload;
  const client = sandboxClient(runningState(options.stateDir));
  try {
    const at = { namespace, name, subresource: 'scale' };
    await client.patch(resource, at, 'merge', { spec: { replicas } }, signal);
  } catch (cause) {
    if (!(cause instanceof KubeApiError) || cause.status !== 404) throw cause;
    throw new ChaosError('CHAOS_E_SANDBOX_SCALE', `there is no ${kind} ${name} in namespace ${namespace}`, {
      hint: 'chaos sandbox status lists what there is',
      cause,
    });
  }
  log.info(`Scaled ${kind}/${name} to ${replicas}`);
  if (options.wait) await untilAvailable({ kind, namespace, name }, resource, client, options);
}

async function untilAvailable(
  target: WaitTarget,
  resource: KubeResource,
  client: KubeClient,
  { log, signal }: ScaleWorkloadOptions,
): Promise<void> {
  let saidAt = performance.now();
  for (;;) {
    const state = await look(target, resource, client, signal);
    if (state.kind === 'available') return;
    if (state.kind === 'stuck') {
      throw new ChaosError(
        'CHAOS_E_SANDBOX_SCALE',
        `${targetName(target)} can't become available: ${state.why}`,
        {
          hint: 'kubectl logs and kubectl describe pod say more',
        },
      );
    }
    if (performance.now() - saidAt > reportEveryMs) {
      log.info(`Waiting for ${targetName(target)} (${state.for})`);
      saidAt = performance.now();
    }
    await delay(pollMs, undefined, { signal });
  }
}

/** How far the workload is, from its own object and the pods of its namespace. */
async function look(
  target: WaitTarget,
  resource: KubeResource,
  client: KubeClient,
  signal: AbortSignal,
): Promise<Availability> {
  const { namespace, name } = target;
  const [workload, pods] = await Promise.all([
    client.get<KubeObject>(resource, { namespace, name }, signal),
    client.list<KubeObject>(kinds.pods, { namespace }, signal),
  ]);
  const reader: ObjectReader = {
    get: () => workload,
    list: () => ({ items: pods, resourceVersion: '' }),
  };
  return availability(target, reader);
}
