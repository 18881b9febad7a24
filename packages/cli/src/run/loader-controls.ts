import {
  type ControlHost,
  ExitRequestedError,
  type HookCall,
  InterruptExecutionError,
  isJsonObject,
  type Json,
  type JsonObject,
  type LoadedControl,
  type Logger,
  type ParsedDocument,
} from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';
import { withValue } from './load-experiment.js';

export interface LoaderControlsDeps {
  readonly hosts: readonly ControlHost[];
  readonly settings: Json;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** The global controls whose module could be imported: the others take no part in the run (core.md §14.6). */
export interface LoaderControls {
  readonly controls: readonly JsonObject[];
  /** Calls the hooks around `load` and answers the experiment as they leave it. */
  around(source: string, load: () => Promise<ParsedDocument>): Promise<ParsedDocument>;
}

type LoaderHook = 'before_loading_experiment' | 'after_loading_experiment';

/** Loads the global controls, so that their hooks see the experiment being loaded (core.md §1.5). */
export async function openLoaderControls(
  controls: readonly JsonObject[],
  deps: LoaderControlsDeps,
): Promise<LoaderControls> {
  const loaded: { readonly control: JsonObject; readonly code: LoadedControl }[] = [];
  for (const control of controls) {
    const code = await loadControl(control, deps);
    if (code === undefined)
      deps.log.debug(`Global control '${String(control.name)}' can't be loaded and is left out`);
    else loaded.push({ control, code });
  }
  const callAll = async (hook: LoaderHook, context: string, state?: Json): Promise<Json | undefined> => {
    let now = state;
    for (const { control, code } of loaded) {
      if (!code.hooks.has(hook) || !isInScope(control, hook)) continue;
      now = (await callHook(code, hookCall(hook, control, context, now, deps), deps)) ?? now;
    }
    return now;
  };
  return {
    controls: loaded.map(({ control }) => control),
    around: async (source, load) => {
      await callAll('before_loading_experiment', source);
      const document = await load();
      return withValue(document, await callAll('after_loading_experiment', source, document.value));
    },
  };
}

async function loadControl(
  control: JsonObject,
  { hosts, signal, log }: LoaderControlsDeps,
): Promise<LoadedControl | undefined> {
  const type = isJsonObject(control.provider) ? control.provider.type : undefined;
  try {
    return await hosts.find((host) => host.type === type)?.load(control, signal);
  } catch (error) {
    log.debug(`Global control '${String(control.name)}': ${messageOf(error)}`);
    return undefined;
  }
}

function isInScope({ scope }: JsonObject, hook: LoaderHook): boolean {
  return (scope !== 'before' && scope !== 'after') || hook.startsWith(scope);
}

function hookCall(
  hook: LoaderHook,
  control: JsonObject,
  context: string,
  state: Json | undefined,
  { settings }: LoaderControlsDeps,
): HookCall {
  const args = isJsonObject(control.provider) ? control.provider.arguments : undefined;
  return {
    hook,
    context,
    ...(state === undefined ? {} : { state }),
    experiment: isJsonObject(state) ? state : {},
    configuration: {},
    secrets: {},
    settings,
    arguments: isJsonObject(args) ? args : {},
  };
}

/** Answers the state as the hook leaves it. A hook that fails is only told at debug; one that interrupts ends the command. */
async function callHook(
  code: LoadedControl,
  call: HookCall,
  { log, signal }: LoaderControlsDeps,
): Promise<Json | undefined> {
  try {
    return (await code.call(call, signal))?.state;
  } catch (error) {
    if (error instanceof InterruptExecutionError || error instanceof ExitRequestedError) throw error;
    log.debug(`Hook ${call.hook} failed: ${messageOf(error)}`);
    return undefined;
  }
}
