import { readFile } from 'node:fs/promises';
import { type JsonObject, type Logger, loadVarFile, parseVar, setKey } from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';
import { UsageError } from '../command-line/usage-error.js';
import { describeError } from '../console/describe-error.js';

/** What `--var` and `--var-file` bring (core.md §7). */
export interface Overrides {
  readonly configuration: JsonObject;
  readonly secrets: JsonObject;
  /** Variables for the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Reads them all: later files win over earlier ones, `--var` over files. A file that can't be parsed is said and left out. */
export async function readOverrides(
  {
    var: variables,
    varFile: files,
  }: { readonly var: readonly string[]; readonly varFile: readonly string[] },
  log: Logger,
): Promise<Overrides> {
  const configuration: JsonObject = {};
  const secrets: JsonObject = {};
  const env: Record<string, string> = {};
  const values = variables.map(readVariable);
  for (const file of files) {
    const found = await readVariableFile(file, log);
    if (found === undefined) continue;
    Object.assign(configuration, found.configuration);
    Object.assign(secrets, found.secrets);
    Object.assign(env, found.env);
  }
  for (const { name, value } of values) setKey(configuration, name, value);
  return { configuration, secrets, env };
}

function readVariable(text: string): ReturnType<typeof parseVar> {
  try {
    return parseVar(text);
  } catch (error) {
    throw new UsageError(`--var: ${messageOf(error)}`, { cause: error });
  }
}

async function readVariableFile(file: string, log: Logger): Promise<Overrides | undefined> {
  try {
    return await loadVarFile(file, readFile);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new UsageError(`--var-file: '${file}' can't be read: ${error.message}`);
    log.error(describeError(error));
    return undefined;
  }
}
