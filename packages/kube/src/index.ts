export { findAccess, findTarget } from './access/find-access.js';
export type { Credentials, KubeAccess, KubeTarget } from './access/kube-access.js';
export type { KubeFiles } from './access/kube-files.js';
export { nodeFiles } from './access/kube-files.js';
export type { KubeSettings } from './access/kube-settings.js';
export { KubeClient } from './client/kube-client.js';
export type { ExecQuery, ExecResult } from './client/kube-exec.js';
export type {
  Condition,
  DaemonSet,
  KubeJson,
  KubeObject,
  NamedObject,
  Node,
  ObjectMeta,
  OwnerReference,
  Pod,
  ReplicatedWorkload,
} from './client/kube-objects.js';
export type { DeleteQuery, ListQuery, LogQuery, PatchKind, WatchQuery } from './client/kube-queries.js';
export type { KubeName, KubeResource } from './client/kube-resource.js';
export { kinds } from './client/kube-resource.js';
export type { WatchEvent } from './client/kube-watch.js';
export { KubeApiError, KubeConfigError, KubeConnectionError } from './kube-errors.js';
export { kubeFromEnv } from './kube-from-env.js';
