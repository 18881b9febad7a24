import type { PxlSourceOptions } from '../command-line/pxl-options.js';
import { UsageError } from '../command-line/usage-error.js';
import type { CommandContext } from '../context.js';
import { openRecording } from './open-recording.js';
import type { QuerySource } from './query.js';
import { queryRecording } from './query-recording.js';
import type { KnownNames } from './script-hint.js';

/** Where a script runs, and the tables that are known of it. */
export interface OpenSource extends QuerySource {
  readonly tables: KnownNames['tables'];
}

/** Opens what the flags name; `nowNs` replaces a recording's own now. */
export async function openSource(
  _context: CommandContext,
  { recording }: PxlSourceOptions,
  nowNs: bigint | undefined,
): Promise<OpenSource> {
  if (recording !== undefined) {
    const opened = openRecording(recording);
    return {
      tables: opened.store.tables,
      run: async (query, signal) => queryRecording(opened, nowNs ?? opened.nowNs, query, signal),
    };
  }
  throw new UsageError('the script needs tables to run over', { hint: '--recording FOLDER' });
}
