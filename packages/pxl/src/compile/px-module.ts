import type { DataType, Value } from '../columns/types.js';
import type { TableFunction } from '../functions/function-table.js';
import { PxlError } from '../pxl-error.js';
import { bindArguments } from './bind-arguments.js';
import { type CompilerState, show, takeTable } from './compiler-state.js';
import { stringArgument, stringsArgument } from './constant-arguments.js';
import { constantNode } from './expression-node.js';
import { otelModule } from './otel-module.js';
import { pxExpressions } from './px-expressions.js';
import {
  type Argument,
  type CallArguments,
  constantOfValue,
  expectFrame,
  expressionValue,
  frameValue,
  none,
  type QueryValue,
  type TypeObject,
  valueTypeName,
} from './query-value.js';
import { timeArgument } from './time-arguments.js';

/** Types of `px`: annotations and casts (pixie.md §3.5). */
const pxTypes: readonly TypeObject[] = [
  { kind: 'type', name: 'Time', type: 'TIME64NS', semanticType: 'ST_NONE' },
  { kind: 'type', name: 'Service', type: 'STRING', semanticType: 'ST_SERVICE_NAME' },
  { kind: 'type', name: 'Pod', type: 'STRING', semanticType: 'ST_POD_NAME' },
  { kind: 'type', name: 'Node', type: 'STRING', semanticType: 'ST_NODE_NAME' },
  { kind: 'type', name: 'Namespace', type: 'STRING', semanticType: 'ST_NAMESPACE_NAME' },
  { kind: 'type', name: 'Container', type: 'STRING', semanticType: 'ST_CONTAINER_NAME' },
  { kind: 'type', name: 'UPID', type: 'UINT128', semanticType: 'ST_UPID' },
  { kind: 'type', name: 'Bytes', type: 'INT64', semanticType: 'ST_BYTES' },
  { kind: 'type', name: 'DurationNanos', type: 'INT64', semanticType: 'ST_DURATION_NS' },
  { kind: 'type', name: 'Percent', type: 'FLOAT64', semanticType: 'ST_PERCENT' },
];

/** The module `px` (pixie.md §3.4): its special members, its types, and every function of the table. */
export function pxModule(state: CompilerState): QueryValue {
  const members = new Map<string, QueryValue>(pxTypes.map((type) => [type.name, type]));
  const add = (name: string, call: (call: CallArguments) => QueryValue): void => {
    members.set(name, { kind: 'builtin', name, call });
  };
  add('DataFrame', (call) => dataFrame(call, state));
  add('display', (call) => {
    if (!state.displays) bindArguments('display', sinkParameters, call);
    else show(state, shown('display', call), call.place);
    return none;
  });
  add('debug', (call) => {
    const { frame, name } = shown('debug', call);
    show(state, { name: debugName(`_${name}`, state), frame }, call.place);
    return none;
  });
  add('export', (call) => {
    const bound = bindArguments('export', [{ name: 'out' }, { name: 'export_spec' }], call);
    const out = bound.get('out');
    const spec = bound.get('export_spec');
    if (out === undefined || spec === undefined) return none;
    const frame = expectFrame(out);
    if (spec.value.kind !== 'export' || spec.value.name !== 'Exporter') {
      const received = valueTypeName(spec.value);
      throw PxlError.at(spec.place, `Expected 'spec' to be an export config. Received a ${received}`);
    }
    takeTable(state, call.place);
    state.exported.push({ frame, columns: spec.value.columns });
    return none;
  });
  for (const [name, make] of Object.entries(pxExpressions))
    add(name, (call) => expressionValue(make(call, state)));
  members.set('vis', module('vis', { vega: decorator() }));
  members.set('otel', otelModule(state));
  members.set('plugin', pluginModule(state));

  return {
    kind: 'module',
    name: 'px',
    attribute(name) {
      const member = members.get(name);
      if (member !== undefined) return member;
      const fn = state.functions.tableFunction(name);
      if (fn !== undefined) return { kind: 'builtin', name, call: (call) => tableFunction(fn, call) };
      const known = state.functions.scalar(name) ?? state.functions.aggregate(name);
      return known === undefined ? undefined : { kind: 'udf', name };
    },
  };
}

const module = (name: string, members: Readonly<Record<string, QueryValue>>): QueryValue => ({
  kind: 'module',
  name,
  attribute: (member) => (Object.hasOwn(members, member) ? members[member] : undefined),
});

/** `@px.vis.vega(spec)`: leaves the function as it is. */
function decorator(): QueryValue {
  const keep: QueryValue = {
    kind: 'builtin',
    name: 'vega',
    call: (call) => bindArguments('vega', [{ name: 'fn' }], call).get('fn')?.value ?? none,
  };
  return {
    kind: 'builtin',
    name: 'vega',
    call: (call) => {
      const spec = bindArguments('vega', [{ name: 'vega_spec' }], call).get('vega_spec');
      if (spec !== undefined) stringArgument(spec, 'vega_spec');
      return keep;
    },
  };
}

function dataFrame(call: CallArguments, state: CompilerState): QueryValue {
  const bound = bindArguments(
    'DataFrame',
    [
      { name: 'table' },
      { name: 'select', optional: true },
      { name: 'start_time', optional: true },
      { name: 'end_time', optional: true },
    ],
    call,
  );
  const given = (name: string): Argument | undefined => bound.get(name);
  const table = given('table');
  const select = given('select');
  const time = (name: string): bigint | undefined => {
    const argument = given(name);
    return argument === undefined ? undefined : timeArgument(argument, name, state.nowNs);
  };
  if (table === undefined) throw PxlError.at(call.place, 'DataFrame() misses its table');
  return frameValue({
    op: 'source',
    table: stringArgument(table, 'table'),
    select: select === undefined ? [] : stringsArgument(select, 'select'),
    startNs: time('start_time'),
    endNs: time('end_time'),
    streaming: false,
    place: call.place,
  });
}

const sinkParameters = [{ name: 'out' }, { name: 'name', optional: true }, { name: 'cols', optional: true }];

function shown(
  functionName: string,
  call: CallArguments,
): { frame: ReturnType<typeof expectFrame>; name: string } {
  const bound = bindArguments(functionName, sinkParameters, call);
  const out = bound.get('out');
  const name = bound.get('name');
  if (out === undefined) throw PxlError.at(call.place, `${functionName}() misses its frame`);
  return { frame: expectFrame(out), name: name === undefined ? 'output' : stringArgument(name, 'name') };
}

/** A debug table gives way to the output tables that a request names. */
function debugName(name: string, state: CompilerState): string {
  if (!state.reservedNames.has(name)) return name;
  let number = 1;
  while (state.reservedNames.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}

function tableFunction(fn: TableFunction, call: CallArguments): QueryValue {
  const parameters = fn.args.map(({ name, default: value }) => ({ name, optional: value !== undefined }));
  const bound = bindArguments(fn.name, parameters, call);
  const args: Record<string, Value> = {};
  for (const { name, type, default: value } of fn.args) {
    const argument = bound.get(name);
    if (argument === undefined) {
      if (value !== undefined) args[name] = value;
    } else args[name] = tableFunctionArgument(argument, name, type);
  }
  return frameValue({ op: 'table-function', fn, args, place: call.place });
}

function tableFunctionArgument({ value, place }: Argument, name: string, type: DataType): Value {
  const constant = constantOfValue(value);
  if (constant?.type === type) return constant.value;
  const received = constant === undefined ? valueTypeName(value) : constant.type;
  const wanted = constant === undefined ? `of type ${type}` : `a ${type}`;
  throw PxlError.at(place, `Expected '${name}' to be ${wanted}, received a ${received}`);
}

/** The window of a plugin's run; both are integers. */
function pluginModule({ plugin }: CompilerState): QueryValue {
  return {
    kind: 'module',
    name: 'plugin',
    attribute(name, place) {
      if (name !== 'start_time' && name !== 'end_time') return undefined;
      if (plugin === undefined)
        throw PxlError.at(place, 'No plugin config found. Make sure the script is run in a plugin context.');
      const ns = name === 'start_time' ? plugin.startNs : plugin.endNs;
      return expressionValue(constantNode('INT64', ns, place));
    },
  };
}
