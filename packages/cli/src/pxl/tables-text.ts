import { ChaosError } from '@chaoskit/errors';
import { cellText, isNumber } from './cell-text.js';
import { csvText } from './csv-text.js';
import type { QueryTable } from './query.js';
import { rowObjects } from './table-json.js';
import { textTable } from './text-table.js';

export type TablesFormat = 'table' | 'json' | 'csv';

/** The tables of an answer as text. Throws `ChaosError` for several tables as CSV, which holds one. */
export function tablesText(tables: readonly QueryTable[], format: TablesFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(Object.fromEntries(tables.map((table) => [table.name, rowObjects(table)])))}\n`;
    case 'csv': {
      const [only, ...more] = tables;
      if (only === undefined || more.length > 0)
        throw new ChaosError(
          'CHAOS_E_PXL_TABLES',
          `the script gives ${tables.length} tables (${tables.map(({ name }) => name).join(', ')}), CSV holds one`,
          { hint: 'choose one with --table NAME, or use --format json' },
        );
      return csvText(only);
    }
    case 'table':
      return tables.map((table) => humanTable(table, tables.length > 1)).join('\n');
  }
}

function humanTable({ name, relation, rows }: QueryTable, titled: boolean): string {
  const title = titled ? `${name} (${rows.length} rows)\n` : '';
  const cells = rows.map((row) => relation.map((column, index) => cellText(column, row[index] ?? '')));
  return (
    title +
    textTable(
      relation.map((column) => column.name),
      cells,
      (index) => {
        const column = relation[index];
        return column !== undefined && isNumber(column);
      },
    )
  );
}
