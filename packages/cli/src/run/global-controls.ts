import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { isJsonObject, type Json, type JsonObject, type Logger, parseJson } from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';
import { UsageError } from '../command-line/usage-error.js';

/**
 * The global controls, in order: those of the settings, then those of each control file (core.md §14.6). Their names are filled in.
 * A file that is not there is a usage error; one that can't be parsed is said and left out, as in the reference.
 */
export async function readGlobalControls(
  settings: Json,
  files: readonly string[],
  log: Logger,
): Promise<JsonObject[]> {
  const fromSettings = isJsonObject(settings) ? namedControls(settings.controls ?? null) : [];
  const fromFiles = await Promise.all(files.map((file) => readControlFile(file, log)));
  return [...fromSettings, ...fromFiles.flatMap(namedControls)];
}

async function readControlFile(file: string, log: Logger): Promise<Json> {
  if (!existsSync(file)) throw new UsageError(`--control-file: '${file}' does not exist`);
  try {
    const text = readFileSync(file, 'utf8');
    if (text.trim() === '') return null;
    if (!['.yaml', '.yml'].includes(extname(file))) return parseJson(text, file).value;
    const { parseYaml } = await import('@chaoskit/core/yaml');
    return parseYaml(text, file).value;
  } catch (error) {
    log.error(`Failed to parse control file '${file}': ${messageOf(error)}`);
    return null;
  }
}

function namedControls(value: Json): JsonObject[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, control]) =>
    isJsonObject(control) ? [{ ...control, name }] : [],
  );
}
