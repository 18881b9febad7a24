import { join } from 'node:path';
import type {
  AroundActivity,
  ControlHost,
  ControlServices,
  EventHandlers,
  HandlerEvent,
  JsonObject,
  Logger,
  Provider,
} from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { EngineServiceParts, PythonBridge } from '@chaoskit/python';
import type { CommandContext } from '../context.js';
import { nodeClock } from '../host/node-clock.js';

export interface LazyPythonOptions {
  /** Gets what Python code logs and prints. */
  readonly log: Logger;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Python code asks to end the run (core.md §13). */
  readonly onExitRequest?: (code: 20 | 30) => void;
  /** Environment variables that Python code set (core.md §9.1: it shares the process there). */
  readonly onEnvironment?: (changes: JsonObject) => void;
  /** Calls controls around what built-in controls run by themselves. */
  readonly aroundActivity?: AroundActivity;
  /** Parts of the engine that Python code may ask for services. */
  readonly services?: EngineServiceParts;
}

/** Everything that needs Python; the bridge's code is not even loaded before it is used. */
export interface LazyPython {
  readonly provider: Provider;
  readonly controls: ControlHost;
  bridge(): Promise<PythonBridge>;
  /** What built-in controls may ask, answered by the same parts of the engine; nothing of Python is started for it. */
  controlServices(): Promise<ControlServices>;
  /** Ends the worker, where there is one. */
  close(): Promise<void>;
}

/** Prepares Python for one command; one worker process at most. */
export function lazyPython(
  { distFolder, host }: CommandContext,
  { services, aroundActivity = alone, ...options }: LazyPythonOptions,
): LazyPython {
  let opened: Promise<PythonBridge> | undefined;
  let loaded: PythonBridge | undefined;
  const bridge = (): Promise<PythonBridge> => {
    opened ??= import('@chaoskit/python').then(({ composeEngineServices, createPythonBridge }) => {
      loaded = createPythonBridge({
        workerPath: join(distFolder, 'python/worker.py'),
        cwd: host.cwd(),
        // What Python code prints is the user's: it goes where it would go without us.
        onOutput: (stream, line) => host[stream].write(`${line}\n`),
        ...(services === undefined ? {} : { engine: composeEngineServices(services) }),
        ...options,
      });
      return loaded;
    });
    return opened;
  };
  return {
    bridge,
    controlServices: async () => {
      if (services === undefined) throw new ChaosError('CHAOS_E_NO_ENGINE', 'controls need an engine');
      return {
        ...(await import('@chaoskit/python')).composeEngineServices(services),
        log: options.log,
        clock: nodeClock,
        aroundActivity,
        interruptRun: () => options.onExitRequest?.(20),
      };
    },
    provider: {
      type: 'python',
      check: async (...args) => (await bridge()).provider.check(...args),
      run: async (...args) => (await bridge()).provider.run(...args),
    },
    controls: {
      type: 'python',
      check: async (...args) => (await bridge()).controls.check(...args),
      load: async (...args) => (await bridge()).controls.load(...args),
      handlers: handlersOf(() => loaded),
    },
    close: async () => (await opened)?.close(),
  };
}

/** Where no run is on there are no controls. */
const alone: AroundActivity = (activity, _signal, work) => work(activity);

/** Handlers are registered by controls, so there are none before the bridge is loaded. */
function handlersOf(loaded: () => PythonBridge | undefined): EventHandlers {
  return {
    wants: (event: HandlerEvent) => loaded()?.controls.handlers?.wants(event) ?? false,
    call: async (event: HandlerEvent, args: JsonObject, signal: AbortSignal) => {
      await loaded()?.controls.handlers?.call(event, args, signal);
    },
  };
}

/** Tells a Python notification plugin; nothing is waited for beyond `signal`. */
export const pluginCaller =
  (python: LazyPython, signal: AbortSignal) =>
  async (channel: JsonObject, event: JsonObject): Promise<void> => {
    await (await python.bridge()).notify(channel, event, signal);
  };
