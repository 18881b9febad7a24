import type { ClusterMetadata, TableStore } from '@chaoskit/pxl';

/** What a served Vizier answers from: a recording, or the sandbox's live tables. */
export interface VizierSource {
  readonly store: TableStore;
  /** The cluster as it is now. */
  readonly metadata: ClusterMetadata;
  /** A query's now, ns since the epoch. */
  nowNs(): bigint;
}
