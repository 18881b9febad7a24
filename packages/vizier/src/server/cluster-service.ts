import { Code, ConnectError, type HandlerContext, type ServiceImpl } from '@connectrpc/connect';
import { ClusterStatus, type VizierClusterInfo } from '../gen/cloudapi_pb.js';
import { uuidMessage, uuidText } from '../wire/cluster-uuid.js';
import { checkKey } from './authentication.js';
import type { VizierSource } from './vizier-source.js';

export interface ClusterServiceOptions {
  readonly source: VizierSource;
  readonly clusterId: string;
  readonly apiKey: string | undefined;
}

/** The cloud's list of clusters, with the one that is served here. */
export function clusterService({
  source,
  clusterId,
  apiKey,
}: ClusterServiceOptions): Partial<ServiceImpl<typeof VizierClusterInfo>> {
  return {
    getClusterInfo({ id }, { requestHeader }: HandlerContext) {
      checkKey(requestHeader, apiKey);
      // An empty list would make the Python client fail with an IndexError (pixie.md §9).
      if (id !== undefined && uuidText(id) !== clusterId)
        throw new ConnectError(`there is no cluster ${uuidText(id)} here, only ${clusterId}`, Code.NotFound);
      return { clusters: [clusterInfo(source, clusterId)] };
    },
  };
}

function clusterInfo({ metadata, nowNs }: VizierSource, clusterId: string) {
  const id = uuidMessage(clusterId);
  const name = metadata.clusterName || clusterId;
  return {
    ...(id !== undefined && { id }),
    status: ClusterStatus.CS_HEALTHY,
    lastHeartbeatNs: nowNs(),
    config: { passthroughEnabled: true },
    clusterUid: clusterId,
    clusterName: name,
    prettyClusterName: name,
    vizierVersion: 'chaoskit',
    numNodes: metadata.nodes.length,
    numInstrumentedNodes: metadata.nodes.length,
  };
}
