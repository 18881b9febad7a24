import { buildColumn } from '../columns/build-column.js';
import { type Column, codedColumn, constantColumn, valueAt, zeroValue } from '../columns/column.js';
import type { DataType, Value } from '../columns/types.js';
import type { ExecutionContext } from '../functions/execution-context.js';
import { type Expression, partsOf } from '../plan/operators.js';
import type { ScriptPlace } from '../syntax/ast.js';
import type { LazyTable } from './lazy-table.js';
import type { Spending } from './spending.js';

/** More distinct pairs than this are not remembered: rows are then computed one by one. */
const mostPairs = 1 << 16;

/** What an expression is computed with. */
export interface Evaluating {
  readonly context: ExecutionContext;
  readonly spending: Spending;
}

/** Computes an expression over all rows of a table. */
export function evaluateExpression(expression: Expression, table: LazyTable, evaluating: Evaluating): Column {
  return new Evaluation(table, evaluating, sharedParts(expression)).column(expression);
}

/** Calls that are an argument more than once. */
function sharedParts(expression: Expression): ReadonlySet<Expression> {
  const seen = new Set<Expression>();
  const shared = new Set<Expression>();
  for (const part of partsOf(expression)) {
    if (part.kind !== 'call') continue;
    for (const arg of part.args) {
      if (arg.kind === 'call' && seen.has(arg)) shared.add(arg);
      seen.add(arg);
    }
  }
  return shared;
}

class Evaluation {
  readonly #table: LazyTable;
  readonly #evaluating: Evaluating;
  readonly #shared: ReadonlySet<Expression>;
  readonly #known = new Map<Expression, Column>();

  constructor(table: LazyTable, evaluating: Evaluating, shared: ReadonlySet<Expression>) {
    this.#table = table;
    this.#evaluating = evaluating;
    this.#shared = shared;
  }

  column(expression: Expression): Column {
    if (expression.kind === 'column') return this.#table.column(expression.name);
    if (expression.kind === 'constant')
      return constantColumn(expression.type, expression.value, this.#table.rows);
    const known = this.#known.get(expression);
    if (known !== undefined) return known;
    const args: Column[] = [];
    for (const arg of expression.args) args.push(this.column(arg));
    const computed = this.#call(expression, args);
    if (this.#shared.has(expression)) this.#known.set(expression, computed);
    return computed;
  }

  #call({ overload, place }: Expression & { kind: 'call' }, args: readonly Column[]): Column {
    const { context, spending } = this.#evaluating;
    const { implementation, returnType } = overload;
    const { rows } = this.#table;
    spending.takeValues(rows, place);
    if (implementation.by === 'column') return implementation.apply(args, rows, context);
    const apply = (values: readonly Value[]): Value => implementation.apply(values, context);
    return applyByValue(
      returnType === 'STRING' ? measured(apply, spending, place) : apply,
      returnType,
      args,
      rows,
    );
  }
}

/** A function of texts whose results are counted as they come. */
function measured(
  apply: (values: readonly Value[]) => Value,
  spending: Spending,
  place: ScriptPlace,
): (values: readonly Value[]) => Value {
  return (values) => {
    const text = apply(values);
    spending.takeText((text as string).length, place);
    return text;
  };
}

/** Calls a function of values once a distinct value, where the arguments' codes tell them apart; else once a row. */
function applyByValue(
  apply: (values: readonly Value[]) => Value,
  returnType: DataType,
  args: readonly Column[],
  rows: number,
): Column {
  const varying = args.flatMap((arg, index) => (arg.form === 'constant' ? [] : [index]));
  const values: Value[] = args.map((arg) => (arg.form === 'constant' ? arg.value : false));
  if (varying.length === 0)
    return constantColumn(returnType, rows > 0 ? apply(values) : zeroValue(returnType), rows);

  const [first, second] = varying;
  const one = args[first as number] as Column;
  const isOne = varying.every((index) => args[index] === one);
  if (isOne && one.form === 'coded' && one.dictionary.length <= rows) {
    const results = one.dictionary.map((value) => {
      for (const index of varying) values[index] = value;
      return apply(values);
    });
    return spread(returnType, results, one.codes);
  }
  const other = args[second as number];
  if (varying.length === 2 && one.form === 'coded' && other?.form === 'coded') {
    if (one.dictionary.length * other.dictionary.length <= Math.min(mostPairs, rows)) {
      const width = other.dictionary.length;
      const pairs = new Uint32Array(rows);
      for (let row = 0; row < rows; row++)
        pairs[row] = (one.codes[row] as number) * width + (other.codes[row] as number);
      const results = one.dictionary.flatMap((left) =>
        other.dictionary.map((right) => {
          values[first as number] = left;
          values[second as number] = right;
          return apply(values);
        }),
      );
      return spread(returnType, results, pairs);
    }
  }
  const results: Value[] = new Array(rows);
  for (let row = 0; row < rows; row++) {
    for (const index of varying) values[index] = valueAt(args[index] as Column, row);
    results[row] = apply(values);
  }
  return buildColumn(returnType, results);
}

/** A column of the results named by `codes`. */
function spread(type: DataType, results: readonly Value[], codes: Uint32Array): Column {
  if (type === 'STRING' || type === 'UINT128') return codedColumn(type, codes, results);
  const distinct = buildColumn(type, results);
  if (distinct.form === 'boolean')
    return {
      ...distinct,
      values:
        codes.length === 0 ? new Uint8Array() : pick(new Uint8Array(codes.length), distinct.values, codes),
      rows: codes.length,
    };
  if (distinct.form === 'small')
    return {
      ...distinct,
      offsets: pick(new Float64Array(codes.length), distinct.offsets, codes),
      rows: codes.length,
    };
  if (distinct.form === 'float')
    return {
      ...distinct,
      values: pick(new Float64Array(codes.length), distinct.values, codes),
      rows: codes.length,
    };
  return buildColumn(
    type,
    Array.from(codes, (code) => results[code] as Value),
  );
}

function pick<T extends Uint8Array | Float64Array>(into: T, from: T, codes: Uint32Array): T {
  for (let row = 0; row < codes.length; row++) into[row] = from[codes[row] as number] as number;
  return into;
}
