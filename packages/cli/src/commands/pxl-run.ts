import { itemFilterOf } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import { builtinFunctions, PxlError } from '@chaoskit/pxl';
import type { PxlRunOptions } from '../command-line/pxl-options.js';
import type { CommandContext } from '../context.js';
import { interruptible } from '../host/interruptible.js';
import { nodeClock } from '../host/node-clock.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { openSource } from '../pxl/open-source.js';
import type { QueryTable } from '../pxl/query.js';
import { chosenFunctions, readScript } from '../pxl/read-script.js';
import { repeatUntil } from '../pxl/repeat-until.js';
import { reportProblems } from '../pxl/report-problems.js';
import { tablesText } from '../pxl/tables-text.js';

/** `chaos pxl run SCRIPT`: prints the script's tables. With `--until`, exit code 1 where the condition never holds. */
export async function pxlRun(context: CommandContext, file: string, options: PxlRunOptions): Promise<number> {
  const script = await readScript(file);
  const functions = chosenFunctions(script, options);
  const { host, log } = context;
  const print = (tables: readonly QueryTable[]): void => {
    host.stdout.write(tablesText(chosen(tables, options.table), options.format));
  };
  return interruptible(
    nodeSignals,
    () => void endProcess(130),
    async ({ signal }) => {
      const source = await openSource(context, options, options.now, signal);
      const query = (): Promise<readonly QueryTable[]> =>
        source.run({ script: script.text, functions }, signal);
      try {
        if (options.until === undefined) {
          print(await query());
          return 0;
        }
        const until = { path: options.until, everyMs: options.every, timeoutMs: options.timeout };
        const { met, tables, runs } = await repeatUntil(until, query, nodeClock, signal);
        print(tables);
        if (met) return 0;
        log.error(
          `nothing in the rows fits ${options.until}, after ${runs} runs in ${options.timeout / 1000} s${filterHint(options.until)}\ncode: CHAOS_E_PXL_UNTIL`,
        );
        return 1;
      } catch (error) {
        if (!(error instanceof PxlError)) throw error;
        reportProblems(error, script, { functions: builtinFunctions, tables: source.tables }, log);
        return 1;
      } finally {
        source.close();
      }
    },
  );
}

function filterHint(path: string): string {
  const meant = itemFilterOf(path);
  return meant === undefined ? '' : `\nhint: the rows are a list; '${meant}' asks each of them`;
}

function chosen(tables: readonly QueryTable[], name: string | undefined): readonly QueryTable[] {
  if (name === undefined) return tables;
  const found = tables.filter((table) => table.name === name);
  if (found.length > 0) return found;
  throw new ChaosError('CHAOS_E_PXL_TABLES', `the script gives no table '${name}'`, {
    hint: `it gives ${tables.map((table) => table.name).join(', ')}`,
  });
}
