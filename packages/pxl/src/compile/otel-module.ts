import { PxlError } from '../pxl-error.js';
import { bindArguments } from './bind-arguments.js';
import type { CompilerState } from './compiler-state.js';
import {
  booleanArgument,
  columnArgument,
  floatArgument,
  integerArgument,
  stringArgument,
} from './constant-arguments.js';
import { constantNode } from './expression-node.js';
import {
  type Argument,
  type CallArguments,
  type ExportedColumn,
  expressionValue,
  type QueryValue,
  valueKindName,
  valueTypeName,
} from './query-value.js';

type Bound = ReadonlyMap<string, Argument>;

/** A function of the module: checks its arguments, and answers what they come to. */
function member(
  name: string,
  required: readonly string[],
  optional: readonly string[],
  make: (bound: Bound, call: CallArguments) => QueryValue,
): QueryValue {
  const parameters = [
    ...required.map((parameter) => ({ name: parameter })),
    ...optional.map((parameter) => ({ name: parameter, optional: true })),
  ];
  return { kind: 'builtin', name, call: (call) => make(bindArguments(name, parameters, call), call) };
}

function dictEntries(argument: Argument | undefined, wrong: (name: string) => string) {
  if (argument === undefined) return [];
  const { value, place } = argument;
  if (value.kind !== 'dict') throw PxlError.at(place, wrong(valueTypeName(value)));
  return value.entries;
}

/** Attributes: names with a column or a string each. */
function attributes(argument: Argument | undefined, what = 'attributes'): ExportedColumn[] {
  const entries = dictEntries(argument, (name) => `Expected ${what} to be a dictionary, received ${name}`);
  return entries.flatMap(([key, { value, place }]): ExportedColumn[] => {
    if (stringArgument(key, 'attribute') === '')
      throw PxlError.at(key.place, 'Attribute key must be a non-empty string');
    if (value.kind === 'expression' && (value.node.kind === 'column' || value.node.kind === 'metadata'))
      return [{ node: value.node, what: 'attribute', types: ['STRING', 'INT64', 'FLOAT64', 'BOOLEAN'] }];
    if (value.kind === 'expression' && value.node.kind === 'constant' && value.node.type === 'STRING')
      return [];
    const received = value.kind === 'expression' ? valueTypeName(value) : valueKindName(value);
    throw PxlError.at(place, `Expected column or string for attribute value, got '${received}'`);
  });
}

const metricName = /^[A-Za-z][A-Za-z0-9_.-]*$/;

/** What gauges and summaries share: name, description, unit, attributes, and the frame's own time. */
function metricColumns(bound: Bound, { place }: CallArguments): ExportedColumn[] {
  const name = bound.get('name');
  if (name !== undefined && !metricName.test(stringArgument(name, 'name'))) {
    throw PxlError.at(
      name.place,
      'Metric name is invalid. Please follow the naming conventions here: https://opentelemetry.io/docs/reference/specification/metrics/api/#instrument',
    );
  }
  for (const text of ['description', 'unit']) {
    const given = bound.get(text);
    if (given !== undefined && given.value.kind !== 'none') stringArgument(given, text);
  }
  return [
    { node: { kind: 'column', name: 'time_', place }, what: 'time', types: ['TIME64NS'] },
    ...attributes(bound.get('attributes')),
  ];
}

function column(bound: Bound, name: string, types: ExportedColumn['types'], what = name): ExportedColumn[] {
  const given = bound.get(name);
  if (given === undefined || given.value.kind === 'none') return [];
  return [{ node: columnArgument(given, name), what, types }];
}

const container = (columns: readonly ExportedColumn[]): QueryValue => ({
  kind: 'export',
  name: 'OTelDataContainer',
  columns,
});

const gauge = member('Gauge', ['name', 'value'], ['description', 'attributes', 'unit'], (bound, call) =>
  container([...metricColumns(bound, call), ...column(bound, 'value', ['INT64', 'FLOAT64'])]),
);

const summary = member(
  'Summary',
  ['name', 'count', 'sum', 'quantile_values'],
  ['description', 'attributes', 'unit'],
  (bound, call) => {
    const values = bound.get('quantile_values');
    const entries = dictEntries(
      values,
      (name) => `Expected quantile_values to be a dictionary, received ${name}`,
    );
    if (entries.length === 0)
      throw PxlError.at(
        values?.place ?? call.place,
        'Summary must have at least one quantile value specified',
      );
    const quantiles = entries.map(([key, value]): ExportedColumn => {
      floatArgument(key, 'quantile');
      return { node: columnArgument(value, 'quantile value column'), what: 'quantile', types: ['FLOAT64'] };
    });
    return container([
      ...metricColumns(bound, call),
      ...column(bound, 'count', ['INT64']),
      ...column(bound, 'sum', ['FLOAT64']),
      ...quantiles,
    ]);
  },
);

const span = member(
  'Span',
  ['name', 'start_time', 'end_time'],
  ['trace_id', 'span_id', 'parent_span_id', 'attributes', 'kind'],
  (bound) => {
    const name = bound.get('name');
    const isText =
      name?.value.kind === 'expression' &&
      name.value.node.kind === 'constant' &&
      name.value.node.type === 'STRING';
    const kind = bound.get('kind');
    if (kind !== undefined) integerArgument(kind, 'kind');
    const ids = ['trace_id', 'span_id', 'parent_span_id'].flatMap((id) => column(bound, id, ['STRING']));
    return container([
      ...(isText ? [] : column(bound, 'name', ['STRING'])),
      ...column(bound, 'start_time', ['TIME64NS'], 'time'),
      ...column(bound, 'end_time', ['TIME64NS'], 'time'),
      ...ids,
      ...attributes(bound.get('attributes')),
    ]);
  },
);

const endpoint = member('Endpoint', ['url'], ['headers', 'insecure', 'timeout'], (bound) => {
  const url = bound.get('url');
  const insecure = bound.get('insecure');
  const timeout = bound.get('timeout');
  if (url !== undefined) stringArgument(url, 'url');
  const headers = dictEntries(
    bound.get('headers'),
    (name) => `expected dict() for 'attributes' arg, received ${name}`,
  );
  for (const [key, value] of headers) {
    stringArgument(key, 'header key');
    stringArgument(value, 'header value');
  }
  if (insecure !== undefined) booleanArgument(insecure, 'insecure');
  if (timeout !== undefined) integerArgument(timeout, 'timeout');
  return { kind: 'export', name: 'Endpoint', columns: [] };
});

/** Everything that one `px.export` takes. */
function exporter(bound: Bound, { place }: CallArguments, state: CompilerState): QueryValue {
  const target = bound.get('endpoint');
  if (target === undefined || target.value.kind === 'none') {
    if (!state.hasOtelEndpoint)
      throw PxlError.at(target?.place ?? place, 'no default config found for endpoint, please specify one');
  } else if (target.value.kind !== 'export' || target.value.name !== 'Endpoint') {
    const received = valueTypeName(target.value);
    throw PxlError.at(target.place, `expected Endpoint type for 'endpoint' arg, received ${received}`);
  }
  const data = bound.get('data');
  const items = data?.value.kind === 'list' || data?.value.kind === 'tuple' ? data.value.items : undefined;
  if (data === undefined || items === undefined) {
    const received = data === undefined ? 'None' : valueTypeName(data.value);
    throw PxlError.at(data?.place ?? place, `Expected data to be a collection, received ${received}`);
  }
  if (items.length === 0) throw PxlError.at(data.place, 'Must specify at least 1 data configuration');
  const columns = items.flatMap((item) => {
    if (item.value.kind !== 'export' || item.value.name !== 'OTelDataContainer') {
      const received = valueTypeName(item.value);
      throw PxlError.at(item.place, `Expected an OTelDataContainer, received ${received}`);
    }
    return item.value.columns;
  });
  const resource = bound.get('resource');
  const resourceColumns = attributes(resource, 'resource');
  const names = resource?.value.kind === 'dict' ? resource.value.entries : [];
  if (!names.some(([key]) => stringArgument(key, 'attribute') === 'service.name'))
    throw PxlError.at(resource?.place ?? place, "'service.name' must be specified in resource");
  return { kind: 'export', name: 'Exporter', columns: [...columns, ...resourceColumns] };
}

const spanKinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];

const module = (name: string, entries: Readonly<Record<string, QueryValue>>): QueryValue => ({
  kind: 'module',
  name,
  attribute: (wanted) => (Object.hasOwn(entries, wanted) ? entries[wanted] : undefined),
});

/** `px.otel` (pixie.md §3.4): exports are checked as upstream checks them; nothing is sent from here. */
export function otelModule(state: CompilerState): QueryValue {
  const kinds = spanKinds.map((kind, number) => [
    `SPAN_KIND_${kind}`,
    expressionValue(constantNode('INT64', BigInt(number), { line: 0, column: 0 })),
  ]);
  return module('otel', {
    Data: member('Data', ['resource', 'data'], ['endpoint'], (bound, call) => exporter(bound, call, state)),
    Endpoint: endpoint,
    metric: module('metric', { Gauge: gauge, Summary: summary }),
    trace: module('trace', { Span: span, ...Object.fromEntries(kinds) }),
  });
}
