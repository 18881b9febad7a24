import type { Relation, Value } from '@chaoskit/pxl';
import type { ScriptEvent } from './script-events.js';

/** One table of a script's answer, whole. */
export interface CollectedTable {
  readonly name: string;
  readonly relation: Relation;
  readonly rows: readonly (readonly Value[])[];
}

/** Waits for the end of a script and answers its tables. */
export async function collectTables(events: AsyncIterable<ScriptEvent>): Promise<CollectedTable[]> {
  const tables = new Map<string, { name: string; relation: Relation; rows: (readonly Value[])[] }>();
  for await (const event of events) {
    if (event.kind === 'table') {
      const { id, name, relation } = event.table;
      tables.set(id, { name, relation, rows: [] });
    } else if (event.kind === 'rows') {
      const rows = tables.get(event.table.id)?.rows;
      for (const row of event.batch.rows) rows?.push(row);
    }
  }
  return [...tables.values()];
}
