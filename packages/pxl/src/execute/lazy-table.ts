import type { Column } from '../columns/column.js';
import type { Relation } from '../columns/types.js';

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

  constructor(relation: Relation, rows: number, compute: (name: string, index: number) => Column) {
    this.relation = relation;
    this.rows = rows;
    this.#compute = compute;
    this.#indexes = new Map(relation.map(({ name }, index) => [name, index]));
  }

  column(name: string): Column {
    const index = this.#indexes.get(name);
    if (index === undefined) throw new Error(`the plan names a column that its input lacks: ${name}`);
    const known = this.#columns[index] ?? this.#compute(name, index);
    this.#columns[index] = known;
    return known;
  }
}
