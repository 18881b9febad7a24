import { type Expression, type Operator, partsOf } from '../../plan/operators.js';
import { parentsFirst } from '../../plan/parents-of.js';
import { PxlError } from '../../pxl-error.js';

/**
 * A join whose output has a `time_` keeps its order, which only works from one side (pixie.md §4.6). What nothing reads is cut off
 * before that is looked at, so such a join is fine where its `time_` is dropped later. These errors have no place upstream.
 */
export function checkTimeOrder(inputs: readonly Operator[]): void {
  const order = parentsFirst(inputs);
  const read = new Map<Operator, Set<string>>(order.map((operator) => [operator, new Set()]));
  const need = (operator: Operator, columns: Iterable<string>): void => {
    for (const column of columns) read.get(operator)?.add(column);
  };
  for (const input of inputs)
    need(
      input,
      input.relation.map(({ name }) => name),
    );
  // Readers before what they read: all that is read of an operator is known when it is looked at.
  for (const operator of order.toReversed()) passOn(operator, read.get(operator) ?? new Set(), need);
}

/** Tells the parents which of their columns the operator reads for those that are read of it. */
function passOn(
  operator: Operator,
  read: ReadonlySet<string>,
  need: (operator: Operator, columns: Iterable<string>) => void,
): void {
  switch (operator.op) {
    case 'source':
    case 'table-function':
      return;
    case 'map':
      for (const [index, { name }] of operator.relation.entries()) {
        const expression = operator.expressions[index];
        if (expression !== undefined && read.has(name)) need(operator.parent, columnsOf(expression));
      }
      return;
    case 'filter':
      need(operator.parent, read);
      need(operator.parent, columnsOf(operator.condition));
      return;
    case 'limit':
      need(operator.parent, read);
      return;
    case 'aggregate':
      need(operator.parent, operator.groupBy);
      for (const { args } of operator.aggregates) need(operator.parent, args);
      return;
    case 'union':
      for (const parent of operator.parents) need(parent, read);
      return;
    case 'join':
      need(operator.left, operator.leftOn);
      need(operator.right, operator.rightOn);
      for (const [index, { side, column }] of operator.output.entries()) {
        const name = operator.relation[index]?.name ?? '';
        if (!read.has(name)) continue;
        if (name === 'time_') mustKeepTime(operator.how, side);
        need(operator[side], [column]);
      }
  }
}

const columnsOf = (expression: Expression): string[] =>
  [...partsOf(expression)].flatMap((part) => (part.kind === 'column' ? [part.name] : []));

function mustKeepTime(how: (Operator & { op: 'join' })['how'], side: 'left' | 'right'): void {
  if (how === 'outer') throw PxlError.nowhere('For time ordered joins, full outer join is not supported.');
  // A right join is upstream a left join with its sides changed over, in its messages too.
  if ((how === 'left' && side === 'right') || (how === 'right' && side === 'left'))
    throw PxlError.nowhere(
      'For time ordered joins, left join is only supported when time_ comes from the left table.',
    );
}
