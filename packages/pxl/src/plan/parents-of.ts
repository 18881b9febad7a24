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

/** The operators that lead to some, themselves included: each once, and after all that it reads from. */
export function parentsFirst(operators: readonly Operator[]): readonly Operator[] {
  const order = new Set<Operator>();
  const waiting = [...operators].reverse();
  for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
    const open = order.has(next) ? [] : parentsOf(next).filter((parent) => !order.has(parent));
    if (open.length > 0) waiting.push(...open.reverse());
    else order.add(waiting.pop() ?? next);
  }
  return [...order];
}
