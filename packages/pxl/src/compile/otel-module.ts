import { bindArguments } from './bind-arguments.js';
import type { QueryValue } from './query-value.js';

/** A spec whose arguments are checked and whose result only `px.export` takes. */
function specOf(name: string, required: readonly string[], optional: readonly string[]): QueryValue {
  const parameters = [
    ...required.map((name) => ({ name })),
    ...optional.map((name) => ({ name, optional: true })),
  ];
  return {
    kind: 'builtin',
    name,
    call: (call) => {
      bindArguments(name, parameters, call);
      return { kind: 'opaque', name };
    },
  };
}

const members = (name: string, entries: Readonly<Record<string, QueryValue>>): QueryValue => ({
  kind: 'module',
  name,
  attribute: (member) => (Object.hasOwn(entries, member) ? entries[member] : undefined),
});

/** `px.otel` (pixie.md §3.4): export specs are checked for their arguments; nothing is sent from here. */
export function otelModule(): QueryValue {
  return members('otel', {
    Data: specOf('Data', ['resource', 'data'], ['endpoint']),
    Endpoint: specOf('Endpoint', ['url'], ['headers', 'insecure', 'timeout']),
    metric: members('metric', {
      Gauge: specOf('Gauge', ['name', 'value'], ['description', 'attributes', 'unit']),
      Summary: specOf(
        'Summary',
        ['name', 'count', 'sum', 'quantile_values'],
        ['description', 'attributes', 'unit'],
      ),
    }),
    trace: members('trace', {
      Span: specOf(
        'Span',
        ['name', 'start_time', 'end_time'],
        ['trace_id', 'span_id', 'parent_span_id', 'attributes', 'kind'],
      ),
    }),
  });
}
