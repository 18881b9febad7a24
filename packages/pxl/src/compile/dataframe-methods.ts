import { PxlError } from '../pxl-error.js';
import { bindArguments } from './bind-arguments.js';
import { integerArgument, stringArgument, stringsArgument } from './constant-arguments.js';
import type { AggregateNode, Frame, JoinKind } from './frame.js';
import {
  type Argument,
  type CallArguments,
  expectFrame,
  frameValue,
  type QueryValue,
  valueTypeName,
} from './query-value.js';
import { subscriptFrame } from './subscript-frame.js';
import { timeArgument } from './time-arguments.js';

/** A method of DataFrame (pixie.md §3.3). */
export type FrameMethod = (frame: Frame, call: CallArguments) => QueryValue;

/** An argument that `bindArguments` has seen to be there. */
function required(bound: ReadonlyMap<string, Argument>, name: string): Argument {
  const argument = bound.get(name);
  if (argument === undefined) throw PxlError.nowhere(`missing argument '${name}'`);
  return argument;
}

const gotNoFrame = (name: string): string => `Expected 'DataFrame', got ${name}`;

/** The same as a subscript, whatever its argument is. */
const filter: FrameMethod = (frame, call) =>
  subscriptFrame(frame, required(bindArguments('filter', [{ name: 'key' }], call), 'key'), call.place);

const drop: FrameMethod = (frame, call) => {
  const columns = stringsArgument(
    required(bindArguments('drop', [{ name: 'columns' }], call), 'columns'),
    'columns',
  );
  return frameValue({ op: 'drop', parent: frame, columns, place: call.place });
};

const head: FrameMethod = (frame, call) => {
  const bound = bindArguments(
    'head',
    [
      { name: 'n', optional: true },
      { name: '_pem_only', optional: true },
    ],
    call,
  );
  const count = bound.get('n');
  const nearSource = bound.get('_pem_only');
  if (nearSource !== undefined) integerArgument(nearSource, '_pem_only');
  const rows = count === undefined ? 5 : Number(integerArgument(count, 'n'));
  return frameValue({ op: 'limit', parent: frame, rows: Math.max(rows, 0), place: call.place });
};

const groupby: FrameMethod = (frame, call) => {
  const by = stringsArgument(required(bindArguments('groupby', [{ name: 'by' }], call), 'by'), 'by');
  return frameValue({ op: 'groupby', parent: frame, by, place: call.place });
};

const agg: FrameMethod = (frame, call) => {
  if (call.positional.length > 0) {
    throw PxlError.at(call.place, `agg() takes 0 arguments but ${call.positional.length} were given.`);
  }
  const aggregates = [...call.keywords].map(([name, argument]) => readAggregate(name, argument));
  return frameValue({ op: 'aggregate', parent: frame, aggregates, place: call.place });
};

function readAggregate(name: string, { value, place }: Argument): AggregateNode {
  if (value.kind !== 'tuple')
    throw PxlError.at(place, `Expected tuple for ${name} but received ${valueTypeName(value)}`);
  const last = value.items.at(-1);
  if (value.items.length < 2 || last === undefined) {
    throw PxlError.at(
      place,
      `Expected a tuple of column names and a function for ${name}, received ${value.items.length} elements`,
    );
  }
  const columns = value.items.slice(0, -1).map((item) => {
    if (
      item.value.kind !== 'expression' ||
      item.value.node.kind !== 'constant' ||
      item.value.node.type !== 'STRING'
    ) {
      throw PxlError.at(
        item.place,
        'All elements of the agg tuple must be column names, except the last which should be a function',
      );
    }
    return { name: String(item.value.node.value), place: item.place };
  });
  if (last.value.kind !== 'udf') {
    throw PxlError.at(
      last.place,
      `Expected second tuple argument to be type Func, received ${valueTypeName(last.value)}`,
    );
  }
  return { name, columns, function: last.value.name };
}

const merge: FrameMethod = (frame, call) => {
  const names = ['right', 'how', 'left_on', 'right_on'].map((name) => ({ name }));
  const bound = bindArguments('merge', [...names, { name: 'suffixes', optional: true }], call);
  const right = expectFrame(required(bound, 'right'), gotNoFrame);
  const how = stringArgument(required(bound, 'how'), 'how');
  const leftOn = stringsArgument(required(bound, 'left_on'), 'left_on');
  const rightOn = stringsArgument(required(bound, 'right_on'), 'right_on');
  const suffixes = readSuffixes(bound.get('suffixes'));
  if (leftOn.length !== rightOn.length) {
    throw PxlError.at(call.place, "'left_on' and 'right_on' must contain the same number of elements.");
  }
  if (!isJoinKind(how))
    throw PxlError.at(
      call.place,
      `'${how}' join type not supported. Only {${joinKinds.join(',')}} are available.`,
    );
  return frameValue({ op: 'join', left: frame, right, how, leftOn, rightOn, suffixes, place: call.place });
};

const joinKinds: readonly JoinKind[] = ['inner', 'left', 'outer', 'right'];
const isJoinKind = (how: string): how is JoinKind => (joinKinds as readonly string[]).includes(how);

function readSuffixes(given: Argument | undefined): readonly [string, string] {
  if (given === undefined) return ['_x', '_y'];
  const { value, place } = given;
  if (value.kind !== 'list' && value.kind !== 'tuple') {
    throw PxlError.at(
      place,
      `'suffixes' must be a list with 2 strings for the left and right suffixes. Received ${valueTypeName(value)}`,
    );
  }
  const [left, right, ...more] = stringsArgument(given, 'suffixes');
  if (left === undefined || right === undefined || more.length > 0)
    throw PxlError.at(place, `'suffixes' must be a list with 2 elements. Received ${value.items.length}`);
  return [left, right];
}

const append: FrameMethod = (frame, call) => {
  const objects = required(bindArguments('append', [{ name: 'objs' }], call), 'objs');
  const items =
    objects.value.kind === 'list' || objects.value.kind === 'tuple' ? objects.value.items : [objects];
  const others = items.map((item) => expectFrame(item, gotNoFrame));
  return frameValue({ op: 'union', parents: [frame, ...others], place: call.place });
};

const rolling: FrameMethod = (frame, call) => {
  const bound = bindArguments('rolling', [{ name: 'window' }, { name: 'on', optional: true }], call);
  const on = bound.get('on');
  const column = on === undefined ? 'time_' : stringArgument(on, 'on');
  if (column !== 'time_') {
    throw PxlError.at(
      on?.place ?? call.place,
      `Windowing is only supported on time_ at the moment, not ${column}`,
    );
  }
  const window = required(bound, 'window');
  if ((timeArgument(window, 'window', 0n) ?? 0n) <= 0n)
    throw PxlError.at(window.place, 'Window size must be > 0');
  return frameValue({ op: 'rolling', parent: frame, place: call.place });
};

const stream: FrameMethod = (frame, call) => {
  bindArguments('stream', [], call);
  return frameValue({ op: 'stream', parent: frame, place: call.place });
};

const map: FrameMethod = (_frame, call) => {
  bindArguments('map', [{ name: 'column_name' }, { name: 'expr' }], call);
  throw PxlError.at(call.place, 'Map assign not callable. use the attribute assignment syntax instead.');
};

export const frameMethods: Readonly<Record<string, FrameMethod>> = {
  filter,
  drop,
  head,
  groupby,
  agg,
  merge,
  append,
  rolling,
  stream,
  map,
};
