import { type Clock, checkPath, findByPath } from '@chaoskit/core';
import { ChaosError, messageOf } from '@chaoskit/errors';
import type { QueryTable } from './query.js';
import { rowObjects } from './table-json.js';

export interface UntilOptions {
  /** JSONPath that finds something in the rows of one of the tables when it is enough. */
  readonly path: string;
  readonly everyMs: number;
  readonly timeoutMs: number;
}

export interface UntilOutcome {
  readonly met: boolean;
  /** What the last run gave. */
  readonly tables: readonly QueryTable[];
  readonly runs: number;
}

/** Runs a query again and again until a path finds something in its rows, or time is up. */
export async function repeatUntil(
  { path, everyMs, timeoutMs }: UntilOptions,
  query: () => Promise<readonly QueryTable[]>,
  clock: Clock,
  signal: AbortSignal,
): Promise<UntilOutcome> {
  await checkSyntax(path);
  const endMs = clock.mono() + timeoutMs;
  for (let runs = 1; ; runs += 1) {
    const tables = await query();
    if (await found(path, tables)) return { met: true, tables, runs };
    if (clock.mono() + everyMs > endMs) return { met: false, tables, runs };
    await clock.sleep(everyMs, signal);
  }
}

async function checkSyntax(path: string): Promise<void> {
  try {
    await checkPath(path, 'jsonpath2');
  } catch (cause) {
    throw new ChaosError('CHAOS_E_PXL_UNTIL', `--until: ${messageOf(cause)}`, {
      hint: "a path into the list of rows, e.g. '$[*][?(@.latency_p99 > 300000000)]'",
      cause,
    });
  }
}

async function found(path: string, tables: readonly QueryTable[]): Promise<boolean> {
  for (const table of tables) {
    if ((await findByPath(path, 'jsonpath2', rowObjects(table))).length > 0) return true;
  }
  return false;
}
