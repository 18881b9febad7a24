import { buildColumn, type ColumnSpec, standardTables, type TableStore, type Value } from '@chaoskit/pxl';
import { type Row, rows } from './rows.js';

const zero = ({ type }: ColumnSpec): Value => {
  switch (type) {
    case 'BOOLEAN':
      return false;
    case 'FLOAT64':
      return 0;
    case 'STRING':
      return '';
    case 'UINT128':
      return { high: 0n, low: 0n };
    default:
      return 0n;
  }
};

/** The recording's tables, with the columns that Pixie's collectors give them. */
export const tables = standardTables.filter(({ name }) => rows[name] !== undefined);

function checkNames(name: string, relation: readonly ColumnSpec[], all: readonly Row[]): void {
  const known = new Set(relation.map((column) => column.name));
  for (const column of Object.keys(all[0] ?? {})) {
    // Rows are made of parts that several tables share.
    if (!known.has(column) && column !== 'upid' && column !== 'latency')
      throw new Error(`${name} has no column ${column}`);
  }
}

/** The recording as the executor reads it. */
export const store: TableStore = {
  tables,
  read(name) {
    const relation = tables.find((table) => table.name === name)?.relation;
    const all = rows[name];
    if (relation === undefined || all === undefined) return undefined;
    checkNames(name, relation, all);
    return {
      rows: all.length,
      column(column) {
        const spec = relation.find((one) => one.name === column);
        if (spec === undefined) throw new Error(`${name} has no column ${column}`);
        return buildColumn(
          spec.type,
          all.map((row) => row[column] ?? zero(spec)),
        );
      },
    };
  },
};
