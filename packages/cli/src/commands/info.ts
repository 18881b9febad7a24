import type { CommandContext } from '../context.js';
import { BUILT_IN_PACKAGES } from '../discovery/built-in-packages.js';
import { CHAOSLIB_VERSION } from '../identity.js';
import { readSettingsText } from '../settings/settings-file.js';

/** `chaos info core|extensions|settings` (core.md §21). */
export async function infoCommand(
  context: CommandContext,
  what: 'core' | 'extensions' | 'settings',
): Promise<number> {
  const lines = await { core: coreLines, extensions: extensionLines, settings: settingsLines }[what](context);
  context.host.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

function coreLines({ version }: CommandContext): string[] {
  const widths = [20, 10];
  return [
    columns(widths, ['NAME', 'VERSION']),
    columns(widths, ['CLI', version]),
    columns(widths, ['Core library', CHAOSLIB_VERSION]),
  ];
}

async function extensionLines({ version, host }: CommandContext): Promise<string[]> {
  const widths = [40, 10, 30, 50];
  const { pythonExtensions } = await import('../discovery/python-extensions.js');
  return [
    columns(widths, ['NAME', 'VERSION', 'LICENSE', 'DESCRIPTION']),
    ...Object.entries(BUILT_IN_PACKAGES).map(([name, module]) =>
      columns(widths, [name, version, 'Apache-2.0', `built in, as ${module}`]),
    ),
    ...(await pythonExtensions(host)).map(({ name, version: installed, licence, summary }) =>
      columns(widths, [name, installed, licence, summary.replace(/^Chaos Toolkit Extension for /, '')]),
    ),
  ];
}

function settingsLines({ settingsFile }: CommandContext): string[] {
  return [readSettingsText(settingsFile) ?? `No settings file found at ${settingsFile}`];
}

/** Cells of fixed widths; what is longer is cut. */
const columns = (widths: readonly number[], cells: readonly string[]): string =>
  cells.map((cell, index) => cell.slice(0, widths[index]).padEnd(widths[index] ?? 0)).join('');
