import type { Value } from '../columns/types.js';
import type { TableFunction } from '../functions/function-table.js';
import { PxlError } from '../pxl-error.js';
import { bindArguments } from './bind-arguments.js';
import { type CompilerState, show } from './compiler-state.js';
import { booleanArgument, integerArgument, stringArgument, stringsArgument } from './constant-arguments.js';
import { constantNode } from './expression-node.js';
import { otelModule } from './otel-module.js';
import { pxExpressions } from './px-expressions.js';
import {
  type Argument,
  type CallArguments,
  expectFrame,
  expressionValue,
  frameValue,
  none,
  type QueryValue,
  type TypeObject,
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
  const add = (name: string, call: (call: CallArguments) => QueryValue, type?: TypeObject): void => {
    members.set(name, { kind: 'builtin', name, call, ...(type !== undefined && { type }) });
  };
  add('DataFrame', (call) => dataFrame(call, state), { kind: 'type', name: 'DataFrame' });
  add('display', (call) => {
    const { frame, name } = shown('display', call);
    if (state.displays) show(state, { name, frame }, call.place);
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
    if (out !== undefined) expectFrame(out);
    return none;
  });
  for (const [name, make] of Object.entries(pxExpressions))
    add(name, (call) => expressionValue(make(call, state)));
  members.set('vis', module('vis', { vega: decorator() }));
  members.set('otel', otelModule());
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
    call: ({ positional }) => positional[0]?.value ?? none,
  };
  return {
    kind: 'builtin',
    name: 'vega',
    call: (call) => {
      bindArguments('vega', [{ name: 'vega_spec' }], call);
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

function shown(
  functionName: string,
  call: CallArguments,
): { frame: ReturnType<typeof expectFrame>; name: string } {
  const bound = bindArguments(
    functionName,
    [{ name: 'out' }, { name: 'name', optional: true }, { name: 'cols', optional: true }],
    call,
  );
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
    } else if (type === 'BOOLEAN') args[name] = booleanArgument(argument, name);
    else if (type === 'INT64') args[name] = integerArgument(argument, name);
    else args[name] = stringArgument(argument, name);
  }
  return frameValue({ op: 'table-function', fn, args, place: call.place });
}

function pluginModule(state: CompilerState): QueryValue {
  const time = (name: string, ns: bigint | undefined): QueryValue | undefined => {
    if (ns === undefined) throw PxlError.nowhere(`px.plugin.${name} is only there in a run of a plugin`);
    return expressionValue(constantNode('TIME64NS', ns, { line: 0, column: 0 }));
  };
  return {
    kind: 'module',
    name: 'plugin',
    attribute(name) {
      if (name === 'start_time') return time(name, state.plugin?.startNs);
      if (name === 'end_time') return time(name, state.plugin?.endNs);
      return undefined;
    },
  };
}
