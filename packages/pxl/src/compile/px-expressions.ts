import { parseUuid } from '../columns/uuid-text.js';
import { PxlError } from '../pxl-error.js';
import type { ScriptPlace } from '../syntax/ast.js';
import { strptime } from '../time/strptime.js';
import { bindArguments } from './bind-arguments.js';
import type { CompilerState } from './compiler-state.js';
import { integerArgument, stringArgument } from './constant-arguments.js';
import { callNode, constantNode, constantOf, type ExpressionNode, nodeTypeName } from './expression-node.js';
import { operatorCall } from './operators.js';
import { type Argument, type CallArguments, expectExpression, valueTypeName } from './query-value.js';
import { formatDuration, parseDuration, timeArgument, unitNs } from './time-arguments.js';

type Make = (call: CallArguments, state: CompilerState) => ExpressionNode;

/** The arguments of a function that needs all of them. */
function all(functionName: string, names: readonly string[], call: CallArguments): Argument[] {
  const bound = bindArguments(
    functionName,
    names.map((name) => ({ name })),
    call,
  );
  return names.flatMap((name) => bound.get(name) ?? []);
}

/** A member with one argument. */
const one =
  (
    functionName: string,
    parameter: string,
    make: (argument: Argument, place: ScriptPlace, state: CompilerState) => ExpressionNode,
  ): Make =>
  (call, state) => {
    const [argument] = all(functionName, [parameter], call);
    if (argument === undefined) throw PxlError.at(call.place, `${functionName}() misses its argument`);
    return make(argument, call.place, state);
  };

const units = Object.fromEntries(
  Object.entries(unitNs).map(([name, ns]) => [
    name,
    one(name, 'unit', (argument, place) =>
      constantNode('INT64', BigInt.asIntN(64, integerArgument(argument, 'unit') * ns), place),
    ),
  ]),
);

const uint128: Make = one('uint128', 'uuid', (argument, place) => {
  const text = stringArgument(argument, 'uuid');
  const value = parseUuid(text);
  if (value === undefined || (value.high === 0n && value.low === 0n))
    throw PxlError.at(argument.place, `'${text}' is not a valid UUID`);
  return constantNode('UINT128', value, place);
});

const makeUpid: Make = (call) => {
  const [asidArgument, pidArgument, startArgument] = all('make_upid', ['asid', 'pid', 'ts_ns'], call);
  if (asidArgument === undefined || pidArgument === undefined || startArgument === undefined) {
    throw PxlError.at(call.place, 'make_upid() misses arguments');
  }
  const within32 = (argument: Argument, name: string): bigint => {
    const value = integerArgument(argument, name);
    if (value < 0n || value > 0xffff_ffffn)
      throw PxlError.at(
        argument.place,
        `${name} value '${value}' out of range for a 32-bit number (min is 0 and max is 4294967295)`,
      );
    return value;
  };
  const asid = within32(asidArgument, 'asid');
  const pid = within32(pidArgument, 'pid');
  const start = BigInt.asUintN(64, integerArgument(startArgument, 'ts_ns'));
  return constantNode('UINT128', { high: (asid << 32n) | pid, low: start }, call.place, 'ST_UPID');
};

const equalsAny: Make = (call, state) => {
  const [valueArgument, comparisons] = all('equals_any', ['value', 'comparisons'], call);
  if (valueArgument === undefined || comparisons === undefined)
    throw PxlError.at(call.place, 'equals_any() misses arguments');
  const value = expectExpression(valueArgument, 'value');
  if (comparisons.value.kind !== 'list' && comparisons.value.kind !== 'tuple') {
    throw PxlError.at(comparisons.place, "'comparisons' must be a collection");
  }
  const tests = comparisons.value.items.map((item, index) => {
    if (item.value.kind !== 'expression')
      throw PxlError.at(
        item.place,
        `Expected item in index ${index} be an expression, received ${valueTypeName(item.value)}`,
      );
    return operatorCall(state, '==', 'equal', [value, item.value.node], call.place);
  });
  if (tests.length === 0) throw PxlError.at(comparisons.place, "'comparisons' cannot be an empty collection");
  return tests.reduce((left, right) => operatorCall(state, 'or', 'logicalOr', [left, right], call.place));
};

const mostReferenceArguments = 10;

/** `{"label": …, "script": …, "args": {…}}` as text, made row by row. */
const scriptReference: Make = (call) => {
  const bound = bindArguments(
    'script_reference',
    [{ name: 'label' }, { name: 'script' }, { name: 'args', optional: true }],
    call,
  );
  const label = bound.get('label');
  const script = bound.get('script');
  const args = bound.get('args');
  if (label === undefined || script === undefined)
    throw PxlError.at(call.place, 'script_reference() misses arguments');
  const first = [
    referenceArgument(label, "Expected first argument 'label' of function 'script_reference' to be"),
    referenceArgument(script, "Expected first argument 'script' of function 'script_reference' to be"),
  ];
  const entries = args?.value.kind === 'dict' ? args.value.entries : [];
  if (args !== undefined && args.value.kind !== 'dict')
    throw PxlError.at(
      args.place,
      `Expected third argument 'args' of function 'script_reference' to be a dictionary, received ${valueTypeName(args.value)}`,
    );
  if (entries.length > mostReferenceArguments) {
    throw PxlError.at(
      call.place,
      `script_reference takes at most ${mostReferenceArguments} arguments of the script, received ${entries.length}`,
    );
  }
  const more = entries.flatMap(([key, value]) => {
    stringArgument(key, 'key');
    return [
      expectExpression(key, 'key'),
      referenceArgument(
        value,
        "Expected dictionary values to be of type string, column, or function in third argument 'args' to function 'script_reference',",
      ),
    ];
  });
  return callNode('_script_reference', [...first, ...more], call.place);
};

/** A string, a column, or what a function makes of them. */
function referenceArgument(argument: Argument, expected: string): ExpressionNode {
  const node = expectExpression(argument, 'label');
  const constant = constantOf(node);
  if (constant === undefined || constant.type === 'STRING') return node;
  const types = expected.endsWith(',') ? '' : ' of type string, column, or function,';
  throw PxlError.at(argument.place, `${expected}${types} received ${nodeTypeName(node)}`);
}

const parseTime: Make = one('parse_time', 'time', (argument, place, state) => {
  const ns = timeArgument(argument, 'time', state.nowNs);
  if (ns === undefined)
    throw PxlError.at(argument.place, "Expected arg 'time' as type 'String', received 'None'");
  return constantNode('TIME64NS', ns, place);
});

const strptimeMember: Make = (call) => {
  const [text, format] = all('strptime', ['date_string', 'format'], call);
  if (text === undefined || format === undefined)
    throw PxlError.at(call.place, 'strptime() misses arguments');
  const ns = strptime(stringArgument(text, 'date_string'), stringArgument(format, 'format'));
  if (ns === undefined)
    throw PxlError.at(
      text.place,
      `Failed to parse time: '${stringArgument(text, 'date_string')}' does not have the format '${stringArgument(format, 'format')}'`,
    );
  return constantNode('INT64', ns, call.place);
};

/** Members of `px` that are expressions and no functions of the table. */
export const pxExpressions: Readonly<Record<string, Make>> = {
  ...units,
  now: (call, state) => {
    bindArguments('now', [], call);
    return constantNode('INT64', state.nowNs, call.place);
  },
  parse_duration: one('parse_duration', 'duration', (argument, place) => {
    const text = stringArgument(argument, 'duration');
    const ns = parseDuration(text);
    if (ns === undefined) throw PxlError.at(argument.place, 'Time string is in wrong format.');
    return constantNode('INT64', ns, place);
  }),
  format_duration: one('format_duration', 'duration', (argument, place) =>
    constantNode('STRING', formatDuration(integerArgument(argument, 'duration')), place),
  ),
  parse_time: parseTime,
  strptime: strptimeMember,
  uint128,
  make_upid: makeUpid,
  equals_any: equalsAny,
  script_reference: scriptReference,
};
