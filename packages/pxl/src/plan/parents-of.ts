import type { Operator } from './operators.js';

/** The operators that one reads from, in order. */
export function parentsOf(operator: Operator): readonly Operator[] {
  switch (operator.op) {
    case 'source':
    case 'table-function':
      return [];
    case 'join':
      return [operator.left, operator.right];
    case 'union':
      return operator.parents;
    default:
      return [operator.parent];
  }
}
