import { type Client, createClient } from '@connectrpc/connect';
import { createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node';
import { type ClusterInfo, ClusterStatus, VizierClusterInfo } from '../gen/cloudapi_pb.js';
import { VizierService } from '../gen/vizierapi_pb.js';
import { VizierError } from '../vizier-error.js';
import { uuidMessage, uuidText } from '../wire/cluster-uuid.js';
import { type DecryptionKey, generateDecryptionKey } from '../wire/encryption.js';
import { callError, statusError } from './call-error.js';
import { executeScript } from './execute-script.js';
import { defaultServer, parseAddress } from './pixie-address.js';
import type { ScriptEvent, ScriptRequest } from './script-events.js';

export interface VizierClientOptions {
  /** `host`, `host:port` or a URL. @default Pixie's own cloud */
  readonly server?: string;
  readonly apiKey?: string;
  /** A JWT, in place of a key. */
  readonly bearer?: string;
  /** PEM of the authorities to trust. @default those that Node trusts */
  readonly ca?: string;
  /** Speak plaintext. @default false */
  readonly insecure?: boolean;
  /** See `PX_DISABLE_TLS`. @default false */
  readonly disableTlsVerification?: boolean;
  /** Rows come encrypted for this client, past the cloud. @default false */
  readonly encryption?: boolean;
  /** Longest silence while a script runs, ms. @default 120_000 */
  readonly idleMs?: number;
}

export interface ClusterSummary {
  readonly id: string;
  readonly name: string;
  /** `healthy`, `degraded`, `disconnected`, … */
  readonly status: string;
  readonly vizierVersion: string;
}

/** A connection to Pixie: its cloud, or a Vizier that answers for itself. */
export interface VizierClient {
  clusters(signal: AbortSignal): Promise<ClusterSummary[]>;
  /** Throws {@link VizierError} for a cluster that is not known. */
  cluster(id: string, signal: AbortSignal): Promise<ClusterSummary>;
  execute(request: ScriptRequest, signal: AbortSignal): AsyncGenerator<ScriptEvent>;
  /** The script as a plugin runs it, exporting what it displays. Throws `PxlError` for a script that can't be. */
  generateOtelScript(clusterId: string, script: string, signal: AbortSignal): Promise<string>;
  /** Resolves when the Vizier says that it is healthy. Throws {@link VizierError} where it is not. */
  checkHealth(clusterId: string, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Milliseconds of a call that has one answer. */
const unaryMs = 30_000;

/** Makes a client; it connects with the first call. Throws {@link VizierError} for an address that is none. */
export function openVizier(options: VizierClientOptions): VizierClient {
  const { server = defaultServer, ca, idleMs = 120_000 } = options;
  const { url, verify } = parseAddress(server, options);
  const tls = { ...(ca !== undefined && { ca }), rejectUnauthorized: verify };
  // Pings find a peer that is gone without a word.
  const pings = { pingIntervalMs: 10_000, pingTimeoutMs: 10_000 };
  const sessions = new Http2SessionManager(url, pings, tls);
  const transport = createGrpcTransport({ baseUrl: url, sessionManager: sessions });
  const cloud: Client<typeof VizierClusterInfo> = createClient(VizierClusterInfo, transport);
  const vizier = createClient(VizierService, transport);
  const headers = headersOf(options);
  let key: Promise<DecryptionKey> | undefined;

  const infos = async (id: string | undefined, signal: AbortSignal): Promise<ClusterSummary[]> => {
    const uuid = id === undefined ? undefined : uuidMessage(id);
    if (id !== undefined && uuid === undefined)
      throw new VizierError('PIXIE_E_CLUSTER_ID', `'${id}' is not the id of a cluster, which is a UUID`);
    try {
      const request = uuid === undefined ? {} : { id: uuid };
      const { clusters } = await cloud.getClusterInfo(request, { headers, signal, timeoutMs: unaryMs });
      return clusters.map(summary);
    } catch (error) {
      throw callError(error, server, signal);
    }
  };

  return {
    clusters: (signal) => infos(undefined, signal),
    cluster: async (id, signal) => {
      const [found] = await infos(id, signal);
      if (found === undefined) throw new VizierError('PIXIE_E_NOT_FOUND', `${server} knows no cluster ${id}`);
      return found;
    },
    async *execute(request, signal) {
      if (options.encryption === true) key ??= generateDecryptionKey();
      yield* executeScript({ client: vizier, headers, server, key: await key, idleMs }, request, signal);
    },
    generateOtelScript: async (clusterId, pxlScript, signal) => {
      try {
        const request = { clusterId, pxlScript };
        const answer = await vizier.generateOTelScript(request, { headers, signal, timeoutMs: unaryMs });
        const error = statusError(answer.status, server);
        if (error !== undefined) throw error;
        return answer.otelScript;
      } catch (error) {
        throw callError(error, server, signal);
      }
    },
    checkHealth: async (clusterId, signal) => {
      try {
        const words = vizier.healthCheck({ clusterId }, { headers, signal, timeoutMs: unaryMs });
        for await (const { status } of words) {
          const error = statusError(status, server);
          if (error !== undefined) throw error;
          return;
        }
      } catch (error) {
        throw callError(error, server, signal);
      }
      throw new VizierError('PIXIE_E_PROTOCOL', `${server} said nothing of its health`);
    },
    close: () => sessions.abort(),
  };
}

function headersOf({ apiKey, bearer }: VizierClientOptions): Headers {
  const headers = new Headers({ 'pixie-api-client': 'node' });
  if (apiKey !== undefined) headers.set('pixie-api-key', apiKey);
  if (bearer !== undefined) headers.set('authorization', `bearer ${bearer}`);
  return headers;
}

const summary = ({ id, clusterName, status, vizierVersion }: ClusterInfo): ClusterSummary => {
  const text = id === undefined ? '' : uuidText(id);
  return {
    id: text,
    name: clusterName || text,
    status: (ClusterStatus[status] ?? 'CS_UNKNOWN').slice(3).toLowerCase(),
    vizierVersion,
  };
};
