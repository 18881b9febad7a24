import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Code, ConnectError, type HandlerContext, type ServiceImpl } from '@connectrpc/connect';
import type { ExecuteScriptRequest, VizierService } from '../gen/vizierapi_pb.js';
import { checkKey } from './authentication.js';
import { otelScript } from './otel-script.js';
import { queryMessages, type ResponseInit } from './query-messages.js';
import { QueryRegistry } from './query-registry.js';
import type { VizierSource } from './vizier-source.js';

export interface ScriptServiceOptions {
  readonly source: VizierSource;
  readonly clusterId: string;
  readonly apiKey: string | undefined;
  /** Any cluster id is taken, as a Vizier that is asked without a cloud before it does. */
  readonly direct: boolean;
  /** Milliseconds between two words of a health check. */
  readonly healthEveryMs: number;
}

/** The service that runs scripts (pixie.md §1.5, §9). */
export function scriptService(options: ScriptServiceOptions): Partial<ServiceImpl<typeof VizierService>> {
  const { source, apiKey, healthEveryMs } = options;
  const queries = new QueryRegistry(() => performance.now());
  return {
    executeScript(request: ExecuteScriptRequest, { requestHeader, signal }: HandlerContext) {
      checkKey(requestHeader, apiKey);
      checkCluster(request.clusterId, options);
      if (request.queryId !== '') return queries.resume(request.queryId, signal);
      const id = randomUUID();
      // The signal ends the computing; what is computed stays for a while, for the client that resumes.
      const messages: AsyncGenerator<ResponseInit> = queryMessages(id, request, source, signal);
      return queries.start(id, messages, signal);
    },
    generateOTelScript({ clusterId, pxlScript }, { requestHeader }: HandlerContext) {
      checkKey(requestHeader, apiKey);
      checkCluster(clusterId, options);
      return otelScript(pxlScript, source);
    },
    async *healthCheck({ clusterId }, { requestHeader, signal }: HandlerContext) {
      checkKey(requestHeader, apiKey);
      checkCluster(clusterId, options);
      for (;;) {
        yield { status: { code: 0 } };
        await wait(healthEveryMs, undefined, { signal });
      }
    },
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function checkCluster(given: string, { clusterId, direct }: ScriptServiceOptions): void {
  if (direct) return;
  if (!uuid.test(given)) throw new ConnectError('missing/malformed cluster_id', Code.InvalidArgument);
  if (given.toLowerCase() !== clusterId)
    throw new ConnectError(`there is no cluster ${given} here, only ${clusterId}`, Code.NotFound);
}
