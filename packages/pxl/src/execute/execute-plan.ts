import { buildColumn } from '../columns/build-column.js';
import type { Column } from '../columns/column.js';
import { valueAt } from '../columns/column.js';
import { concatenate, gather, noRow, slice, toFlags } from '../columns/reshape-column.js';
import type { Relation } from '../columns/types.js';
import type { ExecutionContext } from '../functions/execution-context.js';
import { beyondLimit, limits } from '../limits.js';
import type { Expression, Operator, Plan } from '../plan/operators.js';
import { parentsFirst } from '../plan/parents-of.js';
import { type Evaluating, evaluateExpression } from './evaluate-expression.js';
import { groupRows } from './group-rows.js';
import { joinRows } from './join-rows.js';
import { type ColumnOrigin, LazyTable } from './lazy-table.js';
import { mergeByTime } from './merge-by-time.js';
import { Spending } from './spending.js';
import type { TableStore } from './table-store.js';
import { timeRange } from './time-range.js';

/** One output table, computed. */
export interface ResultTable {
  readonly name: string;
  readonly table: LazyTable;
}

export interface ExecutionResult {
  readonly tables: readonly ResultTable[];
  /** Rows read from stored tables, and 8 bytes for each of their values that is a number, as upstream counts. */
  readonly stats: { readonly recordsProcessed: number; readonly bytesProcessed: number };
}

/**
 * Runs a plan over stored tables. Computation is synchronous; `signal` is looked at between operators.
 * Throws a `PxlError` for errors of execution, and the signal's reason when it is aborted.
 */
export function executePlan(
  plan: Plan,
  store: TableStore,
  context: ExecutionContext,
  signal: AbortSignal,
): ExecutionResult {
  const execution = new Execution(store, context, signal);
  const limit = plan.directives.maxOutputRowsPerTable;
  // In this order no operator waits for another one, however many stand on each other.
  for (const operator of parentsFirst(plan.sinks.map(({ input }) => input))) execution.run(operator);
  const tables = plan.sinks.map(({ name, input }) => {
    const table = execution.run(input);
    return { name, table: isStream(input) ? table : limited(table, limit) };
  });
  // Computed here, so that an error of execution comes out of this call.
  let characters = 0;
  for (const [index, { table }] of tables.entries()) {
    for (const { name } of table.relation) characters += textLength(table.column(name));
    if (characters > limits.texts.most)
      throw beyondLimit('texts', 'the script shows', plan.sinks[index]?.input.place ?? nowhere);
  }
  return { tables, stats: execution.stats };
}

/** A stream has no end, so its rows are not counted. */
const isStream = (operator: Operator): boolean =>
  parentsFirst([operator]).some((one) => one.op === 'source' && one.streaming);

const nowhere = { line: 0, column: 0 };

/** Characters of all rows of a column of texts. */
function textLength(column: Column): number {
  if (column.form === 'constant') return String(column.value).length * column.rows;
  if (column.form !== 'coded' || column.type !== 'STRING') return 0;
  const lengths = column.dictionary.map((text) => (text as string).length);
  return column.codes.reduce((sum, code) => sum + (lengths[code] as number), 0);
}

class Execution {
  readonly stats = { recordsProcessed: 0, bytesProcessed: 0 };
  readonly #done = new Map<Operator, LazyTable>();
  readonly #store: TableStore;
  readonly #evaluating: Evaluating & { readonly spending: Spending };
  readonly #signal: AbortSignal;

  constructor(store: TableStore, context: ExecutionContext, signal: AbortSignal) {
    this.#store = store;
    this.#evaluating = { context, spending: new Spending() };
    this.#signal = signal;
  }

  run(operator: Operator): LazyTable {
    const known = this.#done.get(operator);
    if (known !== undefined) return known;
    this.#signal.throwIfAborted();
    const table = this.#compute(operator);
    this.#done.set(operator, table);
    return table;
  }

  #compute(operator: Operator): LazyTable {
    const { relation } = operator;
    switch (operator.op) {
      case 'source':
        return this.#source(operator);
      case 'table-function': {
        const descriptions = {
          tables: this.#store.tables.map(({ name, desc, relation }) => ({
            name,
            desc,
            columns: relation.map((column) => ({
              name: column.name,
              type: column.type,
              desc: column.desc ?? '',
            })),
          })),
        };
        const rows = operator.fn.implementation.rows(operator.args, this.#evaluating.context, descriptions);
        return new LazyTable(relation, rows.length, (_name, index) => {
          const { type } = relation[index] ?? { type: 'STRING' as const };
          return buildColumn(
            type,
            rows.map((row) => row[index] ?? ''),
          );
        });
      }
      case 'map': {
        const parent = this.run(operator.parent);
        const expressionAt = (index: number): Expression => {
          const expression = operator.expressions[index];
          if (expression === undefined) throw new Error('the plan has fewer expressions than columns');
          return expression;
        };
        // What a filter behind this map leaves out is not computed.
        const selections = new Map<Uint32Array, LazyTable>();
        const selectionOf = (rows: Uint32Array): LazyTable => {
          const known = selections.get(rows) ?? this.#selection(parent, rows, operator);
          selections.set(rows, known);
          return known;
        };
        return new LazyTable(relation, parent.rows, {
          column: (_name, index) => evaluateExpression(expressionAt(index), parent, this.#evaluating),
          rowsOf: (_name, index, rows) =>
            evaluateExpression(expressionAt(index), selectionOf(rows), this.#evaluating),
          originOf: (_name, index) => {
            const expression = expressionAt(index);
            return expression.kind === 'column' ? parent.origin(expression.name) : undefined;
          },
        });
      }
      case 'filter': {
        const parent = this.run(operator.parent);
        const rows = selected(toFlags(evaluateExpression(operator.condition, parent, this.#evaluating)));
        if (rows.length === parent.rows) return parent;
        return this.#selection(parent, rows, operator);
      }
      case 'limit':
        return limited(this.run(operator.parent), operator.rows);
      case 'aggregate': {
        const parent = this.run(operator.parent);
        this.#take(parent.rows, operator);
        const groups = groupRows(
          operator.groupBy.map((name) => parent.column(name)),
          parent.rows,
        );
        return new LazyTable(relation, groups.count, (_name, index) => {
          const key = operator.groupBy[index];
          this.#take(groups.count, operator);
          if (key !== undefined) return gather(parent.column(key), groups.firstRows);
          const aggregate = operator.aggregates[index - operator.groupBy.length];
          if (aggregate === undefined) throw new Error('the plan has fewer aggregates than columns');
          return aggregate.overload.implementation.apply(
            aggregate.args.map((name) => parent.column(name)),
            groups,
          );
        });
      }
      case 'join':
        return this.#join(operator);
      case 'union': {
        const parents = operator.parents.map((parent) => this.run(parent));
        const rows = parents.reduce((sum, parent) => sum + parent.rows, 0);
        if (rows > limits.rows.most) throw beyondLimit('rows', 'the append makes', operator.place);
        const all = (name: string): Column => {
          const { type } = relation.find((column) => column.name === name) ?? { type: 'STRING' as const };
          this.#take(rows, operator);
          return concatenate(
            type,
            parents.map((parent) => parent.column(name)),
          );
        };
        if (!relation.some(({ name }) => name === 'time_')) return new LazyTable(relation, rows, all);
        let order: Uint32Array | undefined;
        return new LazyTable(relation, rows, (name) => {
          order ??= mergeByTime(parents.map((parent) => parent.column('time_')));
          return gather(all(name), order);
        });
      }
    }
  }

  #source(operator: Operator & { op: 'source' }): LazyTable {
    const stored = this.#store.read(operator.table);
    const { startNs, endNs, relation } = operator;
    if (stored === undefined) return noRows(relation);
    const bounded = startNs !== undefined || endNs !== undefined;
    const { from, to } = bounded
      ? timeRange(stored.column('time_'), startNs, endNs)
      : { from: 0, to: stored.rows };
    this.stats.recordsProcessed += to - from;
    this.stats.bytesProcessed += (to - from) * 8 * relation.length;
    const whole = from === 0 && to === stored.rows;
    return new LazyTable(relation, to - from, (name) =>
      whole ? stored.column(name) : slice(stored.column(name), from, to),
    );
  }

  #join(operator: Operator & { op: 'join' }): LazyTable {
    const { how, leftOn, rightOn, output, relation } = operator;
    const left = this.run(operator.left);
    const right = this.run(operator.right);
    const sides = {
      left: { keys: leftOn.map((name) => left.column(name)), rows: left.rows },
      right: { keys: rightOn.map((name) => right.column(name)), rows: right.rows },
    };
    // The right side is probed, unless the output's time comes from the left and has to stay in order.
    const probesLeft = output.some(({ side }, index) => side === 'left' && relation[index]?.name === 'time_');
    const keepLeft = how === 'left' || how === 'outer';
    const keepRight = how === 'right' || how === 'outer';
    const check = (count: number): void => {
      if (count > limits.rows.most) throw beyondLimit('rows', 'the merge makes', operator.place);
      this.#take(2 * count, operator);
    };
    const { probe, build } = probesLeft
      ? joinRows(sides.left, sides.right, { unmatchedProbe: keepLeft, unmatchedBuild: keepRight }, check)
      : joinRows(sides.right, sides.left, { unmatchedProbe: keepRight, unmatchedBuild: keepLeft }, check);
    const rows = probesLeft ? { left: probe, right: build } : { left: build, right: probe };
    const gaps = { left: rows.left.includes(noRow), right: rows.right.includes(noRow) };
    const originOf = (
      _name: string,
      index: number,
    ): ColumnOrigin & { readonly rows: Uint32Array; readonly gaps: boolean } => {
      const from = output[index];
      if (from === undefined) throw new Error('the plan has fewer joined columns than its relation');
      const table = from.side === 'left' ? left : right;
      return { table, name: from.column, rows: rows[from.side], gaps: gaps[from.side] };
    };
    return new LazyTable(relation, probe.length, {
      column: (name, index) => {
        const origin = originOf(name, index);
        this.#take(probe.length, operator);
        return gather(origin.table.column(origin.name), origin.rows, origin.gaps);
      },
      originOf: (name, index) => {
        const { gaps: hasGaps, ...origin } = originOf(name, index);
        return hasGaps ? undefined : origin;
      },
    });
  }

  /** Some rows of a table. Rows of a selection of a selection are looked up in the table behind both. */
  #selection(parent: LazyTable, rows: Uint32Array, operator: Operator): LazyTable {
    const composed = new Map<Uint32Array | undefined, Uint32Array>();
    const originOf = (name: string): ColumnOrigin & { readonly rows: Uint32Array } => {
      const { rows: inner, ...origin } = parent.origin(name);
      let outer = composed.get(inner);
      if (outer === undefined) {
        outer = inner === undefined ? rows : lookUp(inner, rows);
        composed.set(inner, outer);
      }
      return { ...origin, rows: outer };
    };
    const column = (name: string): Column => {
      const origin = originOf(name);
      this.#take(rows.length, operator);
      return origin.table.rowsOf(origin.name, origin.rows);
    };
    return new LazyTable(parent.relation, rows.length, { column, originOf });
  }

  #take(values: number, { place }: Operator): void {
    this.#evaluating.spending.takeValues(values, place);
  }
}

function limited(table: LazyTable, rows: number): LazyTable {
  if (table.rows <= rows) return table;
  return new LazyTable(table.relation, rows, (name) => {
    // What a filter or a merge leaves out is not copied first.
    const origin = table.origin(name);
    if (origin.rows === undefined) return slice(origin.table.column(origin.name), 0, rows);
    return origin.table.rowsOf(origin.name, origin.rows.subarray(0, rows));
  });
}

/** Numbers of the rows whose flag is set. */
function selected(flags: Uint8Array): Uint32Array {
  const rows = new Uint32Array(flags.length);
  let at = 0;
  // Without a branch: which rows hold can't be foreseen.
  for (let row = 0; row < flags.length; row++) {
    rows[at] = row;
    at += flags[row] as number;
  }
  return rows.subarray(0, at);
}

/** The numbers that `rows` name among `numbers`. */
function lookUp(numbers: Uint32Array, rows: Uint32Array): Uint32Array {
  const found = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) found[at] = numbers[rows[at] as number] as number;
  return found;
}

/** All rows of a result, value by value. */
export function resultRows(table: LazyTable): ReturnType<typeof valueAt>[][] {
  const columns = table.relation.map(({ name }) => table.column(name));
  return Array.from({ length: table.rows }, (_, row) => columns.map((column) => valueAt(column, row)));
}

/** Of a table that the compiler knows and the store has not: a standard one, or one that the script's own tracepoint would fill. */
function noRows(relation: Relation): LazyTable {
  const types = new Map(relation.map(({ name, type }) => [name, type]));
  return new LazyTable(relation, 0, (name) => buildColumn(types.get(name) ?? 'STRING', []));
}
