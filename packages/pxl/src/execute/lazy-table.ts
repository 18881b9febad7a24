import type { Column } from '../columns/column.js';
import type { Relation } from '../columns/types.js';

/** Where the values of a column lie: in a column of another table, at these of its rows (at all of them where there are none). */
export interface ColumnOrigin {
  readonly table: LazyTable;
  readonly name: string;
  readonly rows?: Uint32Array;
}

/**
 * The rows that come out of an operator. A column is computed when it is first asked for, so what no sink needs is never
 * read, filtered or evaluated.
 */
export class LazyTable {
  readonly relation: Relation;
  readonly rows: number;
  readonly #compute: (name: string, index: number) => Column;
  readonly #columns: (Column | undefined)[] = [];
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #originOf: ((name: string, index: number) => ColumnOrigin | undefined) | undefined;

  /** `originOf` tells of columns that are another table's: filters that follow each other then copy values only once. */
  constructor(
    relation: Relation,
    rows: number,
    compute: (name: string, index: number) => Column,
    originOf?: (name: string, index: number) => ColumnOrigin | undefined,
  ) {
    this.relation = relation;
    this.rows = rows;
    this.#compute = compute;
    this.#originOf = originOf;
    this.#indexes = new Map(relation.map(({ name }, index) => [name, index]));
  }

  column(name: string): Column {
    const index = this.#indexes.get(name);
    if (index === undefined) throw new Error(`the plan names a column that its input lacks: ${name}`);
    const known = this.#columns[index] ?? this.#compute(name, index);
    this.#columns[index] = known;
    return known;
  }

  /** Where a column comes from in the end: this table itself for what is computed here. */
  origin(name: string): ColumnOrigin {
    const index = this.#indexes.get(name);
    const found =
      index === undefined || this.#columns[index] !== undefined ? undefined : this.#originOf?.(name, index);
    return found ?? { table: this, name };
  }
}
