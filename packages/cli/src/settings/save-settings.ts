import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Json } from '@chaoskit/core';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { pyYaml } from './py-yaml.js';

/** Writes the settings, keys sorted; makes the folder where it is missing. */
export function saveSettings(file: string, settings: Json): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const temporary = `${file}.tmp`;
    writeFileSync(temporary, pyYaml(settings), { mode: 0o600 });
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
