import type { ClusterMetadata } from '../metadata/cluster-metadata.js';

/** What functions may know besides their arguments. */
export interface ExecutionContext {
  readonly metadata: ClusterMetadata;
  /** The query's now, ns since the epoch. */
  readonly nowNs: bigint;
}
