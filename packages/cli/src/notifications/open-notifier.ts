import type { CommandContext } from '../context.js';
import { lazyPython, pluginCaller } from '../python/lazy-python.js';
import { loadSettings } from '../settings/settings-file.js';
import { Notifier } from './notifier.js';

/** A notifier for a command that has no other use for Python. */
export async function openNotifier(
  context: CommandContext,
): Promise<{ notifier: Notifier; close(): Promise<void> }> {
  const { host, log, settingsFile } = context;
  const python = lazyPython(context, { log, env: host.env });
  const closing = new AbortController();
  const notifier = new Notifier(await loadSettings(settingsFile, log), {
    log,
    now: () => host.now(),
    callPlugin: pluginCaller(python, closing.signal),
  });
  return {
    notifier,
    close: async () => {
      closing.abort();
      await python.close();
    },
  };
}
