import { builtinFunctions, compileScript, PxlError, relationsOf, standardTables } from '@chaoskit/pxl';
import type { PxlCheckOptions } from '../command-line/pxl-options.js';
import type { CommandContext } from '../context.js';
import { openRecording } from '../pxl/open-recording.js';
import { chosenFunctions, readScript } from '../pxl/read-script.js';
import { reportProblems } from '../pxl/report-problems.js';
import { textTable } from '../pxl/text-table.js';

/** `chaos pxl check SCRIPT`: compiles only. Prints what the script gives; exit code 1 where it has errors. */
export async function pxlCheck(
  { host, log }: CommandContext,
  file: string,
  { recording }: PxlCheckOptions,
): Promise<number> {
  const script = await readScript(file);
  const tables = recording === undefined ? standardTables : openRecording(recording).store.tables;
  try {
    const { sinks } = compileScript(script.text, {
      functions: builtinFunctions,
      tables: relationsOf({ tables }),
      nowNs: BigInt(host.now()) * 1_000_000n,
      execFunctions: chosenFunctions(script, { arg: {}, placeholders: true }),
    });
    const rows = sinks.flatMap(({ name, input }) =>
      input.relation.map((column) => [name, column.name, column.type, column.semanticType]),
    );
    host.stdout.write(textTable(['table', 'column', 'type', 'semantic type'], rows));
    return 0;
  } catch (error) {
    if (!(error instanceof PxlError)) throw error;
    reportProblems(error, script, { functions: builtinFunctions, tables }, log);
    return 1;
  }
}
