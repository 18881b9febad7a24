import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Json, type Logger, parseYaml } from '@chaoskit/core';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { settingsYaml } from './settings-text.js';

/** The settings, or null where there is no file, or none that can be read: both are said and neither stops a command (core.md §18). */
export function loadSettings(file: string, log: Logger): Json {
  try {
    const settings = readSettings(file);
    if (settings === undefined) log.debug(`No settings file could be found at ${file}`);
    return settings ?? null;
  } catch (error) {
    log.error(`Failed parsing YAML settings: ${messageOf(error)}`);
    return null;
  }
}

/** The settings, or undefined where there is no file. Throws `InvalidSourceError` where it is no YAML. */
export function readSettings(file: string): Json | undefined {
  const text = readSettingsText(file);
  return text === undefined ? undefined : parseYaml(text, file).value;
}

/** The file as it is, or undefined where there is none. */
export function readSettingsText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Writes the settings, keys sorted; makes the folder where it is missing. */
export function saveSettings(file: string, settings: Json): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const temporary = `${file}.tmp`;
    writeFileSync(temporary, settingsYaml(settings), { mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    throw new ChaosError(
      'CHAOS_E_SETTINGS_FILE',
      `the settings can't be written to '${file}': ${messageOf(error)}`,
      {
        hint: 'name another file with --settings',
        cause: error,
      },
    );
  }
}
