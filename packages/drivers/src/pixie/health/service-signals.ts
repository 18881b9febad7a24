import type { DefinitionContext } from '@chaoskit/core';
import type { Value } from '@chaoskit/pxl';
import { queryCluster } from '../session/query-cluster.js';

/** Latency, errors and traffic of one service, as its own side saw them. */
export interface ServiceSignals {
  /** `namespace/name`. */
  readonly service: string;
  readonly requests: number;
  /** 0 to 1: responses with status 400 and more. */
  readonly error_rate: number;
  readonly latency_p50_ms: number;
  readonly latency_p90_ms: number;
  readonly latency_p99_ms: number;
}

/** A span of time, as PxL takes it: `-5m`, or `-1m`; no end: now. */
export interface Window {
  readonly start: string;
  readonly end?: string;
}

const columns = ['service', 'requests', 'error_rate', 'p50', 'p90', 'p99'];

/** The signals of every service in a namespace, or of all, in one window. */
export async function serviceSignals(
  namespace: string | null,
  window: Window,
  context: DefinitionContext,
): Promise<ServiceSignals[]> {
  const [table] = await queryCluster(signalsScript(namespace, window), context);
  return (table?.rows ?? []).map(signalsOf).sort((a, b) => (a.service < b.service ? -1 : 1));
}

function signalsScript(namespace: string | null, { start, end }: Window): string {
  const until = end === undefined ? '' : `, end_time=${JSON.stringify(end)}`;
  return `import px
df = px.DataFrame('http_events', start_time=${JSON.stringify(start)}${until})
df = df[df.trace_role == 2]
df.service = df.ctx['service']
df.namespace = df.ctx['namespace']
df = df[df.service != '']
${namespace === null ? '' : `df = df[df.namespace == ${JSON.stringify(namespace)}]`}
df.failure = df.resp_status >= 400
df = df.groupby('service').agg(
    requests=('latency', px.count),
    error_rate=('failure', px.mean),
    latency=('latency', px.quantiles)
)
df.p50 = px.pluck_float64(df.latency, 'p50')
df.p90 = px.pluck_float64(df.latency, 'p90')
df.p99 = px.pluck_float64(df.latency, 'p99')
px.display(df[${JSON.stringify(columns)}])
`;
}

function signalsOf([service, requests, errorRate, p50, p90, p99]: readonly Value[]): ServiceSignals {
  const ms = (ns: Value | undefined): number => Number(ns) / 1e6;
  return {
    service: String(service),
    requests: Number(requests),
    error_rate: Number(errorRate),
    latency_p50_ms: ms(p50),
    latency_p90_ms: ms(p90),
    latency_p99_ms: ms(p99),
  };
}
