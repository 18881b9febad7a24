import { kinds, type NamedObject } from '@chaoskit/kube';
import { isAlive } from '../state/process-identity.js';
import { SandboxFolder } from '../state/sandbox-state.js';
import { type RunningSandbox, runningSandbox } from './find-sandbox.js';
import { sandboxClient } from './sandbox-client.js';

/** What `chaos sandbox status` tells. */
export type SandboxStatus =
  | { readonly state: 'down' }
  /** It ended without taking its files away; the next `up` or `down` does that. */
  | { readonly state: 'stale'; readonly pid: number }
  | { readonly state: 'starting'; readonly pid: number }
  | {
      readonly state: 'up';
      readonly pid: number;
      readonly server: string;
      readonly kubeconfig: string;
      readonly context: string;
      readonly pixie: RunningSandbox['pixie'];
      readonly httpProxy: string;
      /** RFC 3339. */
      readonly startedAt: string;
      readonly deployments: readonly DeploymentStatus[];
      readonly pods: readonly PodStatus[];
      readonly nodePorts: readonly NodePortStatus[];
    };

export interface DeploymentStatus {
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  readonly available: number;
}

export interface PodStatus {
  readonly namespace: string;
  readonly name: string;
  readonly phase: string;
  readonly ready: boolean;
  readonly restarts: number;
  readonly ip: string;
}

export interface NodePortStatus {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  /** On 127.0.0.1. */
  readonly nodePort: number;
}

interface ListedDeployment extends NamedObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly availableReplicas?: number };
}

interface ListedPod extends NamedObject {
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly restartCount?: number }[];
  };
}

interface ListedService extends NamedObject {
  readonly spec?: { readonly ports?: readonly { readonly port: number; readonly nodePort?: number }[] };
}

/** What runs under a state directory, as the sandbox's API tells it. */
export async function sandboxStatus(options: {
  readonly stateDir: string;
  readonly signal?: AbortSignal;
}): Promise<SandboxStatus> {
  const folder = new SandboxFolder(options.stateDir);
  const state = folder.read();
  if (state === undefined) return { state: 'down' };
  const { pid } = state.daemon;
  if (!isAlive(state.daemon)) return { state: 'stale', pid };
  if (state.running === undefined) return { state: 'starting', pid };
  const { startedAt } = state.running;
  const client = sandboxClient(state.running);
  const signal = options.signal ?? AbortSignal.timeout(10_000);
  const [deployments, pods, services] = await Promise.all([
    client.list<ListedDeployment>(kinds.deployments, {}, signal),
    client.list<ListedPod>(kinds.pods, {}, signal),
    client.list<ListedService>(kinds.services, {}, signal),
  ]);
  return {
    state: 'up',
    pid,
    ...runningSandbox(folder, state.running),
    startedAt,
    deployments: deployments.map(deploymentStatus),
    pods: pods.map(podStatus),
    nodePorts: services.flatMap(nodePortStatus),
  };
}

function nameOf({ metadata }: NamedObject): { namespace: string; name: string } {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}

function deploymentStatus(item: ListedDeployment): DeploymentStatus {
  const replicas = item.spec?.replicas ?? 1;
  return { ...nameOf(item), replicas, available: item.status?.availableReplicas ?? 0 };
}

function podStatus(item: ListedPod): PodStatus {
  const { phase = 'Pending', podIP = '', conditions = [], containerStatuses = [] } = item.status ?? {};
  return {
    ...nameOf(item),
    phase,
    ready: conditions.some(({ type, status }) => type === 'Ready' && status === 'True'),
    restarts: containerStatuses.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
    ip: podIP,
  };
}

function nodePortStatus(item: ListedService): NodePortStatus[] {
  const { namespace, name } = nameOf(item);
  return (item.spec?.ports ?? []).flatMap(({ port, nodePort }) =>
    nodePort === undefined ? [] : [{ namespace, service: name, port, nodePort }],
  );
}
