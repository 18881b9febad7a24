import type { Json } from '../../values/json.js';
import { getKey, isJsonObject, isTruthy } from '../../values/json-object.js';
import { compareNumbers, integerOf, isNumeric, pyEquals } from '../../values/py-equality.js';
import { JsonPathTooCostlyError } from '../json-path-too-costly-error.js';
import { callFunction } from './call-function.js';
import type { Comparison, Expression, JsonPath, Operand, Step, Subscript } from './json-path.js';

/** Nodes that one evaluation may visit: some `..*..*` would not end within a life time. */
const MAX_VISITS = 5_000_000;

/** The values that a path finds in `root`, in order (core.md §10.4). Throws {@link JsonPathTooCostlyError}. */
export function findMatches(path: JsonPath, root: Json): Json[] {
  return new Search(root).path(path, root);
}

class Search {
  readonly #root: Json;
  #visits = 0;

  constructor(root: Json) {
    this.#root = root;
  }

  path(path: JsonPath, current: Json): Json[] {
    let matches: Json[] = [path.from === 'root' ? this.#root : current];
    for (const step of path.steps) {
      const found: Json[] = [];
      for (const match of matches) this.#step(step, match, found);
      matches = found;
    }
    return matches;
  }

  #step(step: Step, node: Json, found: Json[]): void {
    if (++this.#visits > MAX_VISITS) throw new JsonPathTooCostlyError();
    for (const subscript of step.subscripts) this.#apply(subscript, node, found);
    if (step.deep) for (const child of childrenOf(node)) this.#step(step, child, found);
  }

  #apply(subscript: Subscript, node: Json, found: Json[]): void {
    switch (subscript.kind) {
      case 'key':
        pushKey(node, subscript.key, found);
        break;
      case 'index':
        pushIndex(node, subscript.index, found);
        break;
      case 'slice':
        this.#slice(subscript, node, found);
        break;
      case 'wildcard':
        for (const child of childrenOf(node)) found.push(child);
        break;
      case 'filter':
        if (this.#holds(subscript.expression, node)) found.push(node);
        break;
      case 'path':
        for (const match of this.path(subscript.path, node)) {
          if (typeof match === 'string') pushKey(node, match, found);
          else {
            const index = integerOf(match);
            if (index !== undefined) pushIndex(node, index, found);
          }
        }
        break;
      case 'call':
        for (const args of this.#combinations(subscript.args, node)) {
          const result = callFunction(subscript.name, node, args);
          if (result !== undefined) found.push(result);
        }
        break;
    }
  }

  #slice(slice: Subscript & { kind: 'slice' }, node: Json, found: Json[]): void {
    if (!Array.isArray(node)) return;
    const { length } = node;
    const { start: from = 0, end: to = length, step = 1 } = slice;
    // Starts before the list begin at its head; an end before it stays there, where negative indexes count from the end again.
    const start = from < 0 ? Math.max(0, from + length) : from;
    const end = to < 0 ? to + length : to;
    for (let index = start; step > 0 ? index < Math.min(end, length) : index > end; index += step) {
      if (++this.#visits > MAX_VISITS) throw new JsonPathTooCostlyError();
      pushIndex(node, index, found);
    }
  }

  #combinations(args: readonly Operand[], node: Json): Json[][] {
    let combined: Json[][] = [[]];
    for (const arg of args) {
      const values = this.#operand(arg, node);
      this.#visits += combined.length * values.length;
      if (this.#visits > MAX_VISITS) throw new JsonPathTooCostlyError();
      combined = combined.flatMap((before) => values.map((value) => [...before, value]));
    }
    return combined;
  }

  #operand(operand: Operand, node: Json): Json[] {
    return operand.kind === 'literal' ? [operand.value] : this.path(operand.path, node);
  }

  #holds(expression: Expression, node: Json): boolean {
    switch (expression.kind) {
      case 'and':
        return expression.parts.every((part) => this.#holds(part, node));
      case 'or':
        return expression.parts.some((part) => this.#holds(part, node));
      case 'not':
        return !this.#holds(expression.part, node);
      case 'operand':
        return expression.operand.kind === 'literal'
          ? isTruthy(expression.operand.value)
          : this.path(expression.operand.path, node).length > 0;
      case 'compare': {
        const rights = this.#operand(expression.right, node);
        const lefts = this.#operand(expression.left, node);
        this.#visits += lefts.length * rights.length;
        if (this.#visits > MAX_VISITS) throw new JsonPathTooCostlyError();
        return lefts.some((left) => rights.some((right) => compares(expression.operator, left, right)));
      }
    }
  }
}

function compares(operator: Comparison, left: Json, right: Json): boolean {
  if (operator === '=') return pyEquals(left, right);
  if (operator === '!=') return !pyEquals(left, right);
  if (!isNumeric(left) || !isNumeric(right)) return false;
  const order = compareNumbers(left, right);
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function childrenOf(node: Json): Json[] {
  if (Array.isArray(node)) return node;
  return isJsonObject(node) ? Object.values(node) : [];
}

function pushKey(node: Json, key: string, found: Json[]): void {
  const value = isJsonObject(node) ? getKey(node, key) : undefined;
  if (value !== undefined) found.push(value);
}

function pushIndex(node: Json, index: number, found: Json[]): void {
  if (!Array.isArray(node)) return;
  const value = node[index < 0 ? index + node.length : index];
  if (value !== undefined) found.push(value);
}
