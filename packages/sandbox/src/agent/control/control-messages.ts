import type { HostPort } from '../../images/check-host-access.js';
import type {
  ContainerConfig,
  ContainerExit,
  ContainerId,
  PodConfig,
  ProbeTarget,
} from '../../kubelet/pod-runtime.js';
import type { FaultRule } from '../../net/fault-rules.js';
import type { ServiceNetworkState } from '../../net/service-network.js';
import type { NodeSample, TrafficBatch } from '../../pixie/observe/observations.js';
import type { Tools } from '../host/tools.js';

/** What the control plane asks of the agent: parameters and answer by method. */
export interface AgentMethods {
  startPod: { params: { pod: PodConfig }; result: { ip: string } };
  startContainer: { params: { container: ContainerConfig }; result: { pid: number } };
  stopContainer: { params: { id: ContainerId; graceMs: number }; result: null };
  exec: {
    params: { id: ContainerId; command: readonly string[] };
    result: { exitCode: number; output: string };
  };
  probe: { params: { podUid: string; probe: ProbeTarget }; result: { ok: boolean; message: string } };
  removePod: { params: { podUid: string }; result: null };
  applyFaults: { params: { rules: readonly FaultRule[] }; result: null };
  applyServices: { params: { state: ServiceNetworkState }; result: null };
}

export type AgentMethod = keyof AgentMethods;

/** Lines on the agent's stdin. */
export type ToAgent =
  | { readonly id: number; readonly method: AgentMethod; readonly params: unknown }
  | { readonly cancel: number };

/** Lines on the agent's stdout. */
export type FromAgent =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { code: string; message: string; hint?: string } }
  | { readonly event: 'ready'; readonly hostPid: number }
  | { readonly event: 'exit'; readonly exit: ContainerExit }
  | { readonly event: 'warning'; readonly message: string }
  | { readonly event: 'traffic'; readonly batch: TrafficBatch }
  | { readonly event: 'sample'; readonly sample: NodeSample };

/** The agent's only argument, as JSON. */
export interface AgentOptions {
  /** `sandbox` folder under the state directory. */
  readonly stateFolder: string;
  readonly homeFolder: string;
  /** Folder with the sockets, for as long as the start takes. */
  readonly socketFolder: string;
  /** What every container gets. */
  readonly env: Readonly<Record<string, string>>;
  readonly tools: Tools;
  /** Bytes kept of each HTTP body that passes a service. */
  readonly bodyLimit: number;
  readonly hostAccess: readonly HostPort[];
}

/** Names in the socket folder: the agent listens on the first, the control plane on the others. */
export const socketNames = { forward: 'forward', api: 'api', host: 'host' } as const;
