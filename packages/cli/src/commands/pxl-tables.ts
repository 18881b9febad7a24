import { ChaosError, nearestName } from '@chaoskit/errors';
import { standardTables, type TableSchema } from '@chaoskit/pxl';
import type { PxlTablesOptions } from '../command-line/pxl-options.js';
import type { CommandContext } from '../context.js';
import { openRecording } from '../pxl/open-recording.js';
import { textTable } from '../pxl/text-table.js';

/** `chaos pxl tables [TABLE]`: schemas of a recording, or of what every Pixie has. */
export async function pxlTables(
  { host }: CommandContext,
  table: string | undefined,
  { recording, json }: PxlTablesOptions,
): Promise<number> {
  const all = recording === undefined ? standardTables : openRecording(recording).store.tables;
  const chosen = table === undefined ? all : [find(all, table)];
  if (json) host.stdout.write(`${JSON.stringify(chosen.map(schemaJson), null, 2)}\n`);
  else host.stdout.write(table === undefined ? overview(chosen) : chosen.map(columns).join('\n'));
  return 0;
}

function find(tables: readonly TableSchema[], name: string): TableSchema {
  const found = tables.find((table) => table.name === name);
  if (found !== undefined) return found;
  const near = nearestName(
    name,
    tables.map((table) => table.name),
  );
  throw new ChaosError('CHAOS_E_PXL_TABLE', `there is no table '${name}'`, {
    hint: near === undefined ? 'chaos pxl tables lists them' : `did you mean '${near}'?`,
  });
}

const schemaJson = ({ name, desc, relation }: TableSchema): object => ({ name, desc, columns: relation });

const overview = (tables: readonly TableSchema[]): string =>
  textTable(
    ['table', 'columns', 'description'],
    tables.map(({ name, relation, desc }) => [name, String(relation.length), desc]),
    (column) => column === 1,
  );

const columns = ({ relation }: TableSchema): string =>
  textTable(
    ['column', 'type', 'semantic type', 'description'],
    relation.map(({ name, type, semanticType, desc = '' }) => [name, type, semanticType, desc]),
  );
