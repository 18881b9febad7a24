import type { Column } from '../columns/column.js';
import { gather } from '../columns/reshape-column.js';
import type { Relation } from '../columns/types.js';

/** Where the values of a column lie: in a column of another table, at these of its rows (at all of them where there are none). */
export interface ColumnOrigin {
  readonly table: LazyTable;
  readonly name: string;
  readonly rows?: Uint32Array;
}

/** How a table comes by its columns. */
export interface ColumnSource {
  /** A whole column. */
  readonly column: (name: string, index: number) => Column;
  /** Only these rows of a column, for tables that can compute them without the others. */
  readonly rowsOf?: (name: string, index: number, rows: Uint32Array) => Column;
  /** Tells of columns that are another table's: filters that follow each other then copy values only once. */
  readonly originOf?: (name: string, index: number) => ColumnOrigin | undefined;
}

/**
 * The rows that come out of an operator. A column is computed when it is first asked for, so what no sink needs is never
 * read, filtered or evaluated.
 */
export class LazyTable {
  readonly relation: Relation;
  readonly rows: number;
  readonly #source: ColumnSource;
  readonly #columns: (Column | undefined)[] = [];
  /** Rows of each column that were computed by themselves. */
  readonly #rowsComputed: number[] = [];
  readonly #indexes: ReadonlyMap<string, number>;

  constructor(relation: Relation, rows: number, source: ColumnSource | ColumnSource['column']) {
    this.relation = relation;
    this.rows = rows;
    this.#source = typeof source === 'function' ? { column: source } : source;
    this.#indexes = new Map(relation.map(({ name }, index) => [name, index]));
  }

  column(name: string): Column {
    const index = this.#indexes.get(name);
    if (index === undefined) throw new Error(`the plan names a column that its input lacks: ${name}`);
    const known = this.#columns[index] ?? this.#source.column(name, index);
    this.#columns[index] = known;
    return known;
  }

  /** Rows of a column, by their numbers; the column is not computed whole for a few of them. */
  rowsOf(name: string, rows: Uint32Array): Column {
    const index = this.#indexes.get(name);
    if (index === undefined || this.#columns[index] !== undefined || this.#source.rowsOf === undefined)
      return gather(this.column(name), rows);
    // Several filters may ask for the same rows: together they never cost more than the whole column once more.
    const computed = (this.#rowsComputed[index] ?? 0) + rows.length;
    if (computed > this.rows) return gather(this.column(name), rows);
    this.#rowsComputed[index] = computed;
    return this.#source.rowsOf(name, index, rows);
  }

  /** Where a column comes from in the end: this table itself for what is computed here. */
  origin(name: string): ColumnOrigin {
    const index = this.#indexes.get(name);
    const found =
      index === undefined || this.#columns[index] !== undefined
        ? undefined
        : this.#source.originOf?.(name, index);
    return found ?? { table: this, name };
  }
}
