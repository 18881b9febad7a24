import { buildColumn } from '../columns/build-column.js';
import type { Column } from '../columns/column.js';
import { valueAt } from '../columns/column.js';
import { concatenate, gather, noRow, slice, toFlags } from '../columns/reshape-column.js';
import type { Relation } from '../columns/types.js';
import type { ExecutionContext } from '../functions/execution-context.js';
import type { Expression, Operator, Plan } from '../plan/operators.js';
import { parentsOf } from '../plan/parents-of.js';
import { evaluateExpression } from './evaluate-expression.js';
import { groupRows } from './group-rows.js';
import { type JoinedRows, joinRows } from './join-rows.js';
import { type ColumnOrigin, LazyTable } from './lazy-table.js';
import { mergeByTime } from './merge-by-time.js';
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
  const tables = plan.sinks.map(({ name, input }) => {
    const table = execution.run(input);
    return { name, table: isStream(input) ? table : limited(table, limit) };
  });
  // Computed here, so that an error of execution comes out of this call.
  for (const { table } of tables) for (const { name } of table.relation) table.column(name);
  return { tables, stats: execution.stats };
}

/** A stream has no end, so its rows are not counted. */
const isStream = (operator: Operator): boolean =>
  operator.op === 'source' ? operator.streaming : parentsOf(operator).some(isStream);

class Execution {
  readonly stats = { recordsProcessed: 0, bytesProcessed: 0 };
  readonly #done = new Map<Operator, LazyTable>();
  readonly #store: TableStore;
  readonly #context: ExecutionContext;
  readonly #signal: AbortSignal;

  constructor(store: TableStore, context: ExecutionContext, signal: AbortSignal) {
    this.#store = store;
    this.#context = context;
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
        const rows = operator.fn.implementation.rows(operator.args, this.#context, descriptions);
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
          const known = selections.get(rows) ?? selection(parent, rows);
          selections.set(rows, known);
          return known;
        };
        return new LazyTable(relation, parent.rows, {
          column: (_name, index) => evaluateExpression(expressionAt(index), parent, this.#context),
          rowsOf: (_name, index, rows) =>
            evaluateExpression(expressionAt(index), selectionOf(rows), this.#context),
          originOf: (_name, index) => {
            const expression = expressionAt(index);
            return expression.kind === 'column' ? parent.origin(expression.name) : undefined;
          },
        });
      }
      case 'filter': {
        const parent = this.run(operator.parent);
        const rows = selected(toFlags(evaluateExpression(operator.condition, parent, this.#context)));
        if (rows.length === parent.rows) return parent;
        return selection(parent, rows);
      }
      case 'limit':
        return limited(this.run(operator.parent), operator.rows);
      case 'aggregate': {
        const parent = this.run(operator.parent);
        const groups = groupRows(
          operator.groupBy.map((name) => parent.column(name)),
          parent.rows,
        );
        return new LazyTable(relation, groups.count, (_name, index) => {
          const key = operator.groupBy[index];
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
        const all = (name: string): Column => {
          const { type } = relation.find((column) => column.name === name) ?? { type: 'STRING' as const };
          return concatenate(
            type,
            parents.map((parent) => parent.column(name)),
          );
        };
        if (!relation.some(({ name }) => name === 'time_')) return new LazyTable(relation, rows, all);
        const order = mergeByTime(parents.map((parent) => parent.column('time_')));
        return new LazyTable(relation, rows, (name) => gather(all(name), order));
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
    const leftKeys = leftOn.map((name) => left.column(name));
    const rightKeys = rightOn.map((name) => right.column(name));
    // The right side is probed, unless the output's time comes from the left and has to stay in order.
    const probesLeft = output.some(({ side }, index) => side === 'left' && relation[index]?.name === 'time_');
    const keepLeft = how === 'left' || how === 'outer';
    const keepRight = how === 'right' || how === 'outer';
    const joined = probesLeft
      ? joinRows(
          { probe: leftKeys, build: rightKeys },
          { unmatchedProbe: keepLeft, unmatchedBuild: keepRight },
        )
      : joinRows(
          { probe: rightKeys, build: leftKeys },
          { unmatchedProbe: keepRight, unmatchedBuild: keepLeft },
        );
    const rows: JoinedRows = probesLeft
      ? { left: joined.probe, right: joined.build }
      : { left: joined.build, right: joined.probe };
    const gaps = { left: rows.left.includes(noRow), right: rows.right.includes(noRow) };
    return new LazyTable(relation, rows.left.length, (_name, index) => {
      const from = output[index];
      if (from === undefined) throw new Error('the plan has fewer joined columns than its relation');
      const side = from.side === 'left' ? left : right;
      return gather(side.column(from.column), rows[from.side], gaps[from.side]);
    });
  }
}

function limited(table: LazyTable, rows: number): LazyTable {
  if (table.rows <= rows) return table;
  return new LazyTable(table.relation, rows, (name) => slice(table.column(name), 0, rows));
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

/** Some rows of a table. Rows of a selection of a selection are looked up in the table behind both. */
function selection(parent: LazyTable, rows: Uint32Array): LazyTable {
  const composed = new Map<Uint32Array | undefined, Uint32Array>();
  const originOf = (name: string): ColumnOrigin => {
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
    return origin.table.rowsOf(origin.name, origin.rows ?? rows);
  };
  return new LazyTable(parent.relation, rows.length, { column, originOf });
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
