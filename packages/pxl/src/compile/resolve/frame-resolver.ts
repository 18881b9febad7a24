import type { ColumnSpec, Relation } from '../../columns/types.js';
import type { FunctionTable } from '../../functions/function-table.js';
import type { Expression, Operator } from '../../plan/operators.js';
import { PxlError } from '../../pxl-error.js';
import type { ScriptPlace } from '../../syntax/ast.js';
import { type ExpressionNode, readsColumn } from '../expression-node.js';
import type { Frame } from '../frame.js';
import { PlanSize } from './plan-size.js';
import { findColumn, overloadNotFound, resolveExpression } from './resolve-expression.js';
import { resolveJoin } from './resolve-join.js';
import { resolveUnion } from './resolve-union.js';

/** Columns of the stored tables by table name; undefined where there is no such table. */
export type TableRelations = (table: string) => Relation | undefined;

/** Turns frames into operators with columns and types. A frame is resolved once, so operators are shared as frames are. */
export class FrameResolver {
  readonly #tables: TableRelations;
  readonly #functions: FunctionTable;
  readonly #done = new Map<Frame, Operator>();
  readonly #size = new PlanSize();

  constructor(tables: TableRelations, functions: FunctionTable) {
    this.#tables = tables;
    this.#functions = functions;
  }

  resolve(frame: Frame): Operator {
    const known = this.#done.get(frame);
    if (known !== undefined) return known;
    const operator = this.#make(frame);
    this.#size.takeColumns(operator.relation.length, frame.place);
    this.#done.set(frame, operator);
    return operator;
  }

  #make(frame: Frame): Operator {
    const { place } = frame;
    switch (frame.op) {
      case 'source': {
        const all = this.#tables(frame.table);
        if (all === undefined) throw PxlError.at(place, `Table '${frame.table}' not found.`);
        const relation = frame.select.length === 0 ? all : frame.select.map((name) => selected(name, all));
        const { table, startNs, endNs, streaming } = frame;
        if ((startNs !== undefined || endNs !== undefined) && !all.some(({ name }) => name === 'time_')) {
          throw PxlError.at(
            place,
            `Table '${table}' has no column 'time_': it can't be read with a start_time or end_time.`,
          );
        }
        const bounds = { ...(startNs !== undefined && { startNs }), ...(endNs !== undefined && { endNs }) };
        return { op: 'source', table, ...bounds, streaming, relation, place };
      }
      case 'table-function':
        return { op: 'table-function', fn: frame.fn, args: frame.args, relation: frame.fn.relation, place };
      case 'assign': {
        const parent = this.#parent(withoutColumn(frame.parent, frame));
        const value = this.#expression(frame.value, parent);
        const kept = parent.relation.filter(({ name }) => name !== frame.column);
        const added = { name: frame.column, type: value.type, semanticType: value.semanticType };
        return map(parent, [...kept, added], [...kept.map(columnExpression), value], place);
      }
      case 'filter': {
        const parent = this.#parent(frame.parent);
        const condition = this.#expression(frame.condition, parent);
        if (condition.type !== 'BOOLEAN') {
          throw PxlError.at(place, `Expected Boolean for Filter expression, received ${condition.type}`);
        }
        return { op: 'filter', parent, condition, relation: parent.relation, place };
      }
      case 'keep': {
        const parent = this.#parent(frame.parent);
        const kept = frame.columns.map((name) => findColumn(name, parent.relation, place));
        return map(parent, kept, kept.map(columnExpression), place);
      }
      case 'drop': {
        const parent = this.#parent(frame.parent);
        for (const name of frame.columns) findColumn(name, parent.relation, place);
        const dropped = new Set(frame.columns);
        const kept = parent.relation.filter(({ name }) => !dropped.has(name));
        return map(parent, kept, kept.map(columnExpression), place);
      }
      case 'limit': {
        const parent = this.#parent(frame.parent);
        return { op: 'limit', parent, rows: frame.rows, relation: parent.relation, place };
      }
      case 'groupby':
        throw PxlError.at(
          place,
          "'groupby()' should be followed by an 'agg()' or a 'rolling()' not a different operation",
        );
      case 'aggregate':
        return this.#aggregate(frame);
      case 'rolling':
        throw PxlError.at(place, 'Rolling operator not yet implemented');
      case 'join':
        return resolveJoin(frame, this.#parent(frame.left), this.#parent(frame.right));
      case 'union':
        return resolveUnion(
          frame,
          frame.parents.map((parent) => this.#parent(parent)),
        );
      case 'stream':
        return this.#stream(frame);
    }
  }

  #parent(frame: Frame): Operator {
    if (frame.op === 'stream')
      throw PxlError.nowhere('df.stream() in the middle of a query is not yet implemented');
    return this.resolve(frame);
  }

  #expression(node: ExpressionNode, { relation }: Operator): Expression {
    return resolveExpression(node, { relation, functions: this.#functions, size: this.#size });
  }

  #aggregate(frame: Frame & { op: 'aggregate' }): Operator {
    const grouped = frame.parent.op === 'groupby' ? frame.parent : undefined;
    const parent = this.#parent(grouped?.parent ?? frame.parent);
    const groupBy = grouped?.by ?? [];
    const keys = groupBy.map((name) => findColumn(name, parent.relation, grouped?.place ?? frame.place));
    const aggregates = frame.aggregates.map(({ name, columns, function: functionName }) => {
      const args = columns.map((column) => findColumn(column.name, parent.relation, column.place));
      const types = args.map(({ type }) => type);
      const overload = this.#functions
        .aggregate(functionName)
        ?.find(
          ({ argTypes }) =>
            argTypes.length === types.length && argTypes.every((type, index) => type === types[index]),
        );
      if (overload === undefined) throw overloadNotFound(functionName, types);
      const semanticType = overload.semanticType(args.map((arg) => arg.semanticType));
      return {
        overload,
        args: columns.map((column) => column.name),
        spec: { name, type: overload.returnType, semanticType },
      };
    });
    return {
      op: 'aggregate',
      parent,
      groupBy,
      aggregates: aggregates.map(({ overload, args }) => ({ overload, args })),
      relation: [...keys, ...aggregates.map(({ spec }) => spec)],
      place: frame.place,
    };
  }

  /** Only sources, maps and filters may stand before `stream()`, and nothing behind it. */
  #stream(frame: Frame & { op: 'stream' }): Operator {
    const streaming = (operator: Operator): Operator => {
      if (operator.op === 'source') return { ...operator, streaming: true };
      if (operator.op === 'table-function') return operator;
      if (operator.op === 'map' || operator.op === 'filter')
        return { ...operator, parent: streaming(operator.parent) };
      throw PxlError.nowhere(
        `df.stream() not yet supported with the operator ${operator.op}, which needs all rows before it gives one`,
      );
    };
    return streaming(this.#parent(frame.parent));
  }
}

/** A column of `select`; Pixie tells of a wrong one without a place, and in other words than elsewhere. */
function selected(name: string, relation: Relation): ColumnSpec {
  const column = relation.find((candidate) => candidate.name === name);
  if (column === undefined) throw PxlError.nowhere(`cannot find column ${name} in table type container`);
  return column;
}

const columnExpression = ({ name, type, semanticType }: ColumnSpec): Expression => ({
  kind: 'column',
  name,
  type,
  semanticType,
});

const map = (
  parent: Operator,
  relation: Relation,
  expressions: readonly Expression[],
  place: ScriptPlace,
): Operator => ({
  op: 'map',
  parent,
  expressions,
  relation,
  place,
});

/**
 * As Pixie puts maps together: a column that `df[[…]]` asks for and the next assignment makes without reading it need not be there.
 */
function withoutColumn(parent: Frame, { column, value }: Frame & { op: 'assign' }): Frame {
  if (parent.op !== 'keep' || !parent.columns.includes(column) || readsColumn(value, column)) return parent;
  return { ...parent, columns: parent.columns.filter((name) => name !== column) };
}
