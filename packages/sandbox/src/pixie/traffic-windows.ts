import { builtinFunctions, compileScript, executePlan, relationsOf } from '@chaoskit/pxl';
import type { VizierSource } from '@chaoskit/vizier';
import type { TrafficTarget } from '../images/check-wait-for.js';

/** How many of the windows that a target wants have rows of its service, seen at the server's side. */
export function windowsWithRows(target: TrafficTarget, source: VizierSource, signal: AbortSignal): number {
  const nowNs = source.nowNs();
  const plan = compileScript(scriptFor(target), {
    functions: builtinFunctions,
    tables: relationsOf(source.store),
    nowNs,
  });
  const context = { metadata: source.metadata, nowNs };
  return executePlan(plan, source.store, context, signal).tables[0]?.table.rows ?? 0;
}

/** Names were checked: they hold nothing that would have to be quoted. */
const scriptFor = ({ table, namespace, service, windowSeconds }: TrafficTarget): string => `
import px
df = px.DataFrame(table='${table}')
df = df[df.trace_role == 2]
df.service = df.ctx['service']
df = df[px.has_service_name(df.service, '${namespace}/${service}')]
df.window = px.bin(df.time_, px.DurationNanos(${windowSeconds * 1e9}))
df = df.groupby(['window']).agg(rows=('time_', px.count))
px.display(df)
`;
