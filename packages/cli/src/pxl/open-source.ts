import { standardTables } from '@chaoskit/pxl';
import type { PxlSourceOptions } from '../command-line/pxl-options.js';
import { UsageError } from '../command-line/usage-error.js';
import type { CommandContext } from '../context.js';
import { connectCluster } from './connect-cluster.js';
import { connectSandbox } from './connect-sandbox.js';
import { openRecording } from './open-recording.js';
import type { QuerySource } from './query.js';
import { queryRecording } from './query-recording.js';
import type { KnownNames } from './script-hint.js';

/** Where a script runs, and the tables that are known of it. */
export interface OpenSource extends QuerySource {
  readonly tables: KnownNames['tables'];
  close(): void;
}

/** Opens what the flags name; `nowNs` replaces a recording's own now. */
export async function openSource(
  context: CommandContext,
  { recording, cluster, sandbox, stateDir }: PxlSourceOptions,
  nowNs: bigint | undefined,
  signal: AbortSignal,
): Promise<OpenSource> {
  if (recording !== undefined) {
    const opened = openRecording(recording);
    return {
      tables: opened.store.tables,
      run: async (query, stop) => queryRecording(opened, nowNs ?? opened.nowNs, query, stop),
      close: () => {},
    };
  }
  if (cluster !== undefined || sandbox === true) {
    const { id, client } =
      sandbox === true
        ? await connectSandbox(context.host, stateDir)
        : await connectCluster(context, cluster ?? '', signal);
    const { collectTables } = await import('@chaoskit/vizier');
    return {
      tables: standardTables,
      run: (query, stop) => collectTables(client.execute({ clusterId: id, ...query }, stop)),
      close: () => client.close(),
    };
  }
  throw new UsageError('the script needs tables to run over', {
    hint: '--recording FOLDER, --sandbox, or --cluster ID',
  });
}
