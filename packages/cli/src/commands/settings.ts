import { isJsonObject, type Json, parseJson, setKey } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { SettingsGetOptions, SettingsShowOptions } from '../command-line/other-options.js';
import type { CommandContext } from '../context.js';
import { saveSettings } from '../settings/save-settings.js';
import { readSettings } from '../settings/settings-file.js';
import { findSlot, makeSlot, readSlot, type SettingSlot } from '../settings/settings-key.js';
import { valueJson, valueText, valueYaml } from '../settings/settings-text.js';

/** `chaos settings show`. */
export async function showSettings(
  { host, settingsFile }: CommandContext,
  { format }: SettingsShowOptions,
): Promise<number> {
  const settings = await readSettings(settingsFile);
  if (settings === undefined) throw noFile(settingsFile);
  // An empty file has settings, only none of them is set.
  host.stdout.write(`${inFormat(settings ?? {}, format)}\n`);
  return 0;
}

/** `chaos settings get KEY`. */
export async function getSetting(
  { host, settingsFile }: CommandContext,
  key: string,
  { format }: SettingsGetOptions,
): Promise<number> {
  const slot = findSlot((await readSettings(settingsFile)) ?? null, key);
  if (slot === undefined) throw noKey(settingsFile, key);
  host.stdout.write(`${inFormat(readSlot(slot) ?? null, format)}\n`);
  return 0;
}

/** `chaos settings set KEY VALUE`: the file and the key are made where they are missing (core.md Q-22). */
export async function setSetting(
  { settingsFile }: CommandContext,
  key: string,
  value: string,
): Promise<number> {
  const settings = (await readSettings(settingsFile)) ?? {};
  const slot = isJsonObject(settings) ? makeSlot(settings, key) : undefined;
  if (slot === undefined)
    throw new ChaosError(
      'CHAOS_E_SETTINGS_KEY',
      `'${key}' can't be set: a part of it leads to something else`,
      {
        place: { file: settingsFile },
        hint: 'chaos settings show tells what is there',
      },
    );
  putInto(slot, parseValue(value));
  saveSettings(settingsFile, settings);
  return 0;
}

/** `chaos settings remove KEY`. */
export async function removeSetting({ settingsFile }: CommandContext, key: string): Promise<number> {
  const settings = (await readSettings(settingsFile)) ?? null;
  const slot = findSlot(settings, key);
  if (slot === undefined) throw noKey(settingsFile, key);
  if ('index' in slot) slot.parent.splice(slot.index, 1);
  else delete slot.parent[slot.key];
  saveSettings(settingsFile, settings);
  return 0;
}

function inFormat(value: Json, format: 'string' | 'json' | 'yaml'): string {
  if (format === 'json') return valueJson(value);
  return format === 'yaml' ? valueYaml(value) : valueText(value);
}

function putInto(slot: SettingSlot, value: Json): void {
  if ('index' in slot) slot.parent[slot.index] = value;
  else setKey(slot.parent, slot.key, value);
}

function parseValue(text: string): Json {
  try {
    return parseJson(text, 'VALUE').value;
  } catch (cause) {
    throw new ChaosError('CHAOS_E_SETTINGS_VALUE', `'${text}' is not JSON`, {
      hint: `a text needs quotes of its own: '"${text}"'`,
      cause,
    });
  }
}

const noFile = (file: string): ChaosError =>
  new ChaosError('CHAOS_E_SETTINGS_FILE', `No settings file found at ${file}`, {
    hint: 'chaos settings set makes one',
  });

const noKey = (file: string, key: string): ChaosError =>
  new ChaosError('CHAOS_E_SETTINGS_KEY', `the settings have no '${key}'`, {
    place: { file },
    hint: 'chaos settings show tells what is there',
  });
