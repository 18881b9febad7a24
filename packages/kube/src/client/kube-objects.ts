/** Any JSON. */
export type KubeJson = null | boolean | number | string | KubeJson[] | { [key: string]: KubeJson };

/** A manifest or any object of the API, as the server's own document. */
export type KubeObject = { [key: string]: KubeJson };

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** What every object has. */
export interface NamedObject {
  readonly metadata: ObjectMeta;
}

/** The parts of a Pod that chaos activities look at. */
export interface Pod extends NamedObject {
  readonly spec?: {
    readonly nodeName?: string;
    readonly containers?: readonly { readonly name: string; readonly image?: string }[];
    readonly volumes?: readonly { readonly name: string; readonly emptyDir?: object | null }[];
  };
  readonly status?: { readonly phase?: string; readonly conditions?: readonly Condition[] | null };
}

export interface Node extends NamedObject {
  readonly spec?: { readonly unschedulable?: boolean };
  readonly status?: { readonly conditions?: readonly Condition[] | null };
}

/** A Deployment, StatefulSet or ReplicaSet. */
export interface ReplicatedWorkload extends NamedObject {
  readonly spec?: { readonly replicas?: number; readonly template?: KubeObject };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly conditions?: readonly Condition[];
  };
}

export interface DaemonSet extends NamedObject {
  readonly status?: {
    readonly observedGeneration?: number;
    readonly desiredNumberScheduled?: number;
    readonly numberReady?: number;
  };
}
