import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type JsonObject, parseJson } from '@chaoskit/core';
import { ChaosError, messageOf } from '@chaoskit/errors';
import type { InitOptions } from '../command-line/other-options.js';
import { UsageError } from '../command-line/usage-error.js';
import type { CommandContext } from '../context.js';
import { type DiscoveredActivity, discoveredActivities } from '../init/discovered-activity.js';
import { experimentText } from '../init/experiment-text.js';
import { openNotifier } from '../notifications/open-notifier.js';

/** `chaos init`: a new experiment, by questions on a terminal and by flags elsewhere. */
export async function initCommand(context: CommandContext, options: InitOptions): Promise<number> {
  const { host, log } = context;
  const { notifier, close } = await openNotifier(context);
  try {
    await notifier.notify('init-started', null);
    const experiment = await makeExperiment(options);
    try {
      writeFileSync(options.experimentPath, await experimentText(experiment, options.experimentPath));
    } catch (cause) {
      throw new ChaosError(
        'CHAOS_E_EXPERIMENT_PATH',
        `'${options.experimentPath}' can't be written: ${messageOf(cause)}`,
        {
          hint: 'name another file with --experiment-path',
          cause,
        },
      );
    }
    host.stdout.write(`Experiment created and saved in '${options.experimentPath}'\n`);
    await notifier.notify('init-completed', experiment);
    log.debug(`Experiment saved in ${options.experimentPath}`);
    return 0;
  } finally {
    await close();
  }
}

async function makeExperiment(options: InitOptions): Promise<JsonObject> {
  if (options.title !== undefined) return fromFlags(options.title, options);
  if (!process.stdin.isTTY)
    throw new UsageError('there is no terminal to ask on', {
      hint: "give the experiment's title with --title",
    });
  const [{ terminalAsker }, { askForExperiment }] = await Promise.all([
    import('../init/terminal-asker.js'),
    import('../init/wizard.js'),
  ]);
  const asker = terminalAsker();
  try {
    return await askForExperiment(asker, readDiscovery(options.discoveryPath));
  } finally {
    asker.close();
  }
}

function fromFlags(title: string, { description, hypothesis }: InitOptions): JsonObject {
  return {
    title,
    description: description ?? 'N/A',
    tags: [],
    ...(hypothesis === undefined ? {} : { 'steady-state-hypothesis': { title: hypothesis, probes: [] } }),
    method: [],
  };
}

function readDiscovery(path: string): DiscoveredActivity[] | undefined {
  if (!existsSync(path)) return undefined;
  return discoveredActivities(parseJson(readFileSync(path, 'utf8'), path).value);
}
