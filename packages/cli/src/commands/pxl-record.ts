import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { encodeValue } from '@chaoskit/pxl';
import type { PxlRecordOptions } from '../command-line/pxl-options.js';
import { UsageError } from '../command-line/usage-error.js';
import type { CommandContext } from '../context.js';
import { interruptible } from '../host/interruptible.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { type ConnectedCluster, connectCluster } from '../pxl/connect-cluster.js';
import { connectSandbox } from '../pxl/connect-sandbox.js';
import type { QueryTable } from '../pxl/query.js';
import { ClusterSnapshot } from '../pxl/record/cluster-snapshot.js';
import {
  agentsScript,
  nowScript,
  peersScript,
  processesScript,
  rowsScript,
} from '../pxl/record/record-script.js';
import { rowObjects } from '../pxl/table-json.js';

/** `chaos pxl record`: keeps tables of a cluster, and what it knows of the pods in them, as a recording. */
export function pxlRecord(context: CommandContext, options: PxlRecordOptions): Promise<number> {
  return interruptible(
    nodeSignals,
    () => void endProcess(130),
    async ({ signal }) => {
      const cluster = await connect(context, options, signal);
      try {
        await record(context, cluster, options, signal);
        return 0;
      } finally {
        cluster.client.close();
      }
    },
  );
}

async function connect(
  context: CommandContext,
  { cluster, sandbox, stateDir }: PxlRecordOptions,
  signal: AbortSignal,
): Promise<ConnectedCluster> {
  if (sandbox === true) return connectSandbox(context.host, stateDir);
  if (cluster !== undefined) return connectCluster(context, cluster, signal);
  throw new UsageError('there is nothing to record', { hint: '--sandbox, or --cluster ID' });
}

async function record(
  { log }: CommandContext,
  { id, client }: ConnectedCluster,
  { tables, output, start, maxRows }: PxlRecordOptions,
  signal: AbortSignal,
): Promise<void> {
  const { collectTables } = await import('@chaoskit/vizier');
  const one = async (script: string): Promise<QueryTable | undefined> =>
    (await collectTables(client.execute({ clusterId: id, script }, signal)))[0];
  const objects = async (script: string) => rowObjects((await one(script)) ?? nothing);
  const snapshot = new ClusterSnapshot(await client.cluster(id, signal));
  const [{ now } = {}] = await objects(nowScript);
  const entries: object[] = [];
  for (const name of tables) {
    const wish = { name, start, maxRows };
    const table = await one(rowsScript(wish));
    if (table === undefined) continue;
    entries.push(writeTable(output, name, table));
    const has = (column: string): boolean => table.relation.some((spec) => spec.name === column);
    if (has('upid')) for (const row of await objects(processesScript(wish))) snapshot.addProcess(row);
    if (has('remote_addr')) for (const row of await objects(peersScript(wish))) snapshot.addPeer(row);
    log.info(`Recorded ${table.rows.length} rows of ${name}`);
    if (table.rows.length >= maxRows) log.warning(`Table ${name} has more rows; --max-rows raises the limit`);
  }
  for (const row of await objects(agentsScript)) snapshot.addAgent(row);
  write(join(output, 'metadata.json'), `${JSON.stringify(snapshot, null, 1)}\n`);
  // Last: a folder without it is no recording.
  const manifest = {
    format: 'pxl-recording/1',
    now: String(now),
    metadata: 'metadata.json',
    tables: entries,
  };
  write(join(output, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
}

const nothing: QueryTable = { name: '', relation: [], rows: [] };

function writeTable(folder: string, name: string, { relation, rows }: QueryTable): object {
  const file = `tables/${name}.jsonl`;
  const lines = rows.map((row) =>
    JSON.stringify(relation.map(({ type }, at) => encodeValue(type, row[at] ?? ''))),
  );
  write(join(folder, file), lines.map((line) => `${line}\n`).join(''));
  return { name, desc: '', file, rows: rows.length, columns: relation };
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (cause) {
    throw new ChaosError('CHAOS_E_FILE', `the recording can't be written: ${messageOf(cause)}`, {
      place: { file },
      cause,
    });
  }
}
