import { type Container, isSidecar, type PodStatus } from '../../kinds/pod.js';
import type { ContainerView } from '../container/container-state.js';

export type PodPhase = Exclude<PodStatus['phase'], 'Unknown' | undefined>;

/** What the kubelet knows of a pod when it writes its status. */
export interface PodView {
  /** Absent until the pod's network is there. */
  readonly podIP?: string;
  readonly hostIP: string;
  readonly startTime: number;
  readonly init: ReadonlyMap<string, ContainerView>;
  readonly containers: ReadonlyMap<string, ContainerView>;
  readonly initialized: boolean;
  /** The pod is being taken down: what has ended is not started again. */
  readonly ending: boolean;
}

/** An init container that the next one need not wait for. */
export function isPassed(container: Container, view: ContainerView | undefined): boolean {
  if (view === undefined) return false;
  if (isSidecar(container)) return view.state.kind === 'running' && view.started;
  return view.state.kind === 'terminated' && view.state.exitCode === 0;
}
