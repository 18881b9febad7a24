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

const signalColumns = ['service', 'requests', 'error_rate', 'p50', 'p90', 'p99'];

/** The signals of every service in a namespace, or of all; `start` as PxL takes it: `-5m`. */
export async function serviceSignals(
  namespace: string | null,
  start: string,
  context: DefinitionContext,
): Promise<ServiceSignals[]> {
  const script = signalsScript({ namespace, start, groups: ['service'] });
  return sorted(await rowsOf(script, context));
}

/** The same for the last `seconds`, and for as many before them, in one query. */
export async function signalsAround(
  namespace: string | null,
  seconds: number,
  context: DefinitionContext,
): Promise<{ readonly before: ServiceSignals[]; readonly after: ServiceSignals[] }> {
  const script = signalsScript({
    namespace,
    start: `-${2 * seconds}s`,
    derived: `df.recent = px.time_to_int64(df.time_) >= px.now() - px.seconds(${seconds})`,
    groups: ['service', 'recent'],
  });
  const rows = await rowsOf(script, context);
  const half = (recent: boolean): ServiceSignals[] => sorted(rows.filter((row) => row.at(-1) === recent));
  return { before: half(false), after: half(true) };
}

async function rowsOf(script: string, context: DefinitionContext): Promise<readonly (readonly Value[])[]> {
  const [table] = await queryCluster(script, context);
  return table?.rows ?? [];
}

const sorted = (rows: readonly (readonly Value[])[]): ServiceSignals[] =>
  rows.map(signalsOf).sort((a, b) => (a.service < b.service ? -1 : 1));

interface SignalsQuery {
  readonly namespace: string | null;
  readonly start: string;
  /** A line that makes one more column. */
  readonly derived?: string;
  readonly groups: readonly string[];
}

/** Columns: those of the signals, then the groups beside the service. */
function signalsScript({ namespace, start, derived = '', groups }: SignalsQuery): string {
  const shown = [...signalColumns, ...groups.filter((group) => group !== 'service')];
  return `import px
df = px.DataFrame('http_events', start_time=${JSON.stringify(start)})
df = df[df.trace_role == 2]
df.service = df.ctx['service']
df.namespace = df.ctx['namespace']
df = df[df.service != '']
${namespace === null ? '' : `df = df[df.namespace == ${JSON.stringify(namespace)}]`}
${derived}
df.failure = df.resp_status >= 400
df = df.groupby(${JSON.stringify(groups)}).agg(
    requests=('latency', px.count),
    error_rate=('failure', px.mean),
    latency=('latency', px.quantiles)
)
df.p50 = px.pluck_float64(df.latency, 'p50')
df.p90 = px.pluck_float64(df.latency, 'p90')
df.p99 = px.pluck_float64(df.latency, 'p99')
px.display(df[${JSON.stringify(shown)}])
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
