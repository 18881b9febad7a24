import { readFileSync } from 'node:fs';
import type { Json, Logger } from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';

/** The settings, or null where there is no file, or none that can be read: both are said and neither stops a command (core.md §18). */
export async function loadSettings(file: string, log: Logger): Promise<Json> {
  try {
    const settings = await readSettings(file);
    if (settings === undefined) log.debug(`No settings file could be found at ${file}`);
    return settings ?? null;
  } catch (error) {
    log.error(`Failed parsing YAML settings: ${messageOf(error)}`);
    return null;
  }
}

/** The settings, or undefined where there is no file. Throws `InvalidSourceError` where it is no YAML. */
export async function readSettings(file: string): Promise<Json | undefined> {
  const text = readSettingsText(file);
  if (text === undefined) return undefined;
  // Most commands find no settings and need no YAML.
  const { parseYaml } = await import('@chaoskit/core/yaml');
  return parseYaml(text, file).value;
}

/** The file as it is, or undefined where there is none. */
export function readSettingsText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
