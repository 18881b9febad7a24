import { writeFileSync } from 'node:fs';
import { type Json, stringifyJson } from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';
import type { DiscoverOptions } from '../command-line/other-options.js';
import { describeError } from '../console/describe-error.js';
import type { CommandContext } from '../context.js';
import { BUILT_IN_PACKAGES } from '../discovery/built-in-packages.js';
import { nativeDiscovery } from '../discovery/native-discovery.js';
import { interruptible } from '../host/interruptible.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { Notifier } from '../notifications/notifier.js';
import { type LazyPython, lazyPython, pluginCaller } from '../python/lazy-python.js';
import { loadSettings } from '../settings/settings-file.js';

/** `chaos discover PACKAGE`: exit code 1 where it fails (core.md §19, Q-35). */
export function discoverCommand(
  context: CommandContext,
  name: string,
  options: DiscoverOptions,
): Promise<number> {
  const { host, log, settingsFile } = context;
  const python = lazyPython(context, { log, env: host.env });
  return interruptible(
    nodeSignals,
    () => void endProcess(130),
    async ({ signal }) => {
      const notifier = new Notifier(await loadSettings(settingsFile, log), {
        log,
        now: () => host.now(),
        callPlugin: pluginCaller(python, signal),
      });
      try {
        await notifier.notify('discovery-started', name);
        const outcome = await discover(context, python, name, options, signal);
        writeFileSync(options.discoveryPath, stringifyJson(outcome, { indent: 2 }));
        log.info(`Discovery outcome saved in ${options.discoveryPath}`);
        await notifier.notify('discovery-completed', outcome);
        return 0;
      } catch (error) {
        log.critical(describeError(error));
        await notifier.notify('discovery-failed', name, messageOf(error));
        return 1;
      } finally {
        await python.close();
      }
    },
  );
}

async function discover(
  { host, log, version }: CommandContext,
  python: LazyPython,
  name: string,
  { install, systemInfo }: DiscoverOptions,
  signal: AbortSignal,
): Promise<Json> {
  const module = BUILT_IN_PACKAGES[name] ?? name;
  const { loadDriver } = await import('@chaoskit/drivers');
  const definitions = await loadDriver(module);
  if (definitions !== undefined) return nativeDiscovery({ name: module, version, definitions }, host.now());
  const bridge = await python.bridge();
  if (install) {
    log.info(`Attempting to download and install package '${name}'`);
    await bridge.install(name, signal);
    log.info('Package downloaded and installed in current environment');
  }
  return bridge.discover(name, { system: systemInfo }, signal);
}
