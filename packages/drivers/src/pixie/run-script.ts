import { readFile } from 'node:fs/promises';
import {
  ActivityFailedError,
  type DefinitionContext,
  defineProbe,
  type JsonObject,
  string,
} from '@chaoskit/core';
import { rowObject } from './rows/row-object.js';
import { queryCluster } from './session/query-cluster.js';

const table_name = string({
  default: 'output',
  description: 'the table of the script whose rows are wanted',
});

/** `chaospixie.probes.run_script`. */
export const runScript = defineProbe({
  name: 'chaospixie.probes.run_script',
  summary: "Run a PxL script in Pixie and return a table's rows.",
  answersRows: true,
  input: { script: string({ description: 'the PxL script' }), table_name },
  run: ({ script, table_name }, context) => rowsOf(script, table_name, context),
});

/** `chaospixie.probes.run_script_from_local_file`. */
export const runScriptFromLocalFile = defineProbe({
  name: 'chaospixie.probes.run_script_from_local_file',
  summary: "Run a PxL script from a local file in Pixie and return a table's rows.",
  answersRows: true,
  input: { script_path: string({ description: 'path of the PxL script' }), table_name },
  async run({ script_path, table_name }, context) {
    let script: string;
    try {
      script = await readFile(script_path, { encoding: 'utf8', signal: context.signal });
    } catch (cause) {
      context.signal.throwIfAborted();
      throw new ActivityFailedError(`'${script_path}' is not a valid path`, {
        hint: 'the path counts from the folder that the command runs in',
        cause,
      });
    }
    return rowsOf(script, table_name, context);
  },
});

async function rowsOf(script: string, name: string, context: DefinitionContext): Promise<JsonObject[]> {
  const tables = await queryCluster(script, context);
  const table = tables.find((one) => one.name === name);
  if (table === undefined)
    throw new ActivityFailedError(`Table '${name}' not received`, {
      hint: `the script gives ${tables.map((one) => one.name).join(', ')}`,
    });
  return table.rows.map((row) => rowObject(table.relation, row));
}
