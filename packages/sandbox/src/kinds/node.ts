import type { KubeObject } from '../store/kube-object.js';
import type { Condition } from './condition.js';

/** A node, as far as the sandbox reads it (Kubernetes API, v1). */
export interface KubeNode extends KubeObject {
  spec: { unschedulable?: boolean; taints?: Taint[]; podCIDR?: string; podCIDRs?: string[] };
  status?: {
    allocatable?: Record<string, string>;
    capacity?: Record<string, string>;
    conditions?: Condition[];
    addresses?: { type: string; address: string }[];
    [field: string]: unknown;
  };
}

export interface Taint {
  key: string;
  value?: string;
  effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  timeAdded?: string;
}

/** A stored object of resource `nodes`: the API checked its shape. */
export function asNode(object: KubeObject): KubeNode {
  return object as KubeNode;
}
