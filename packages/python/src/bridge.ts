import type { ControlHost, Json, JsonObject, Logger, Provider } from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';
import { pythonControlHost } from './controls/python-control-host.js';
import type { EngineServices } from './engine/engine-services.js';
import { choosePython } from './interpreter/choose-python.js';
import { isExecutable } from './interpreter/is-executable.js';
import { pythonHint, pythonMissing } from './interpreter/python-missing.js';
import { installPackage } from './plugins/install-package.js';
import { discoverPackage, notifyPlugin } from './plugins/python-plugins.js';
import { pythonProvider } from './provider/python-provider.js';
import { PythonWorker } from './worker/python-worker.js';

export interface PythonBridgeOptions {
  /** `worker.py`; its `lib` folder stands beside it. */
  readonly workerPath: string;
  /** The environment of the run: says which interpreter is used (see `choosePython`), and is the worker's own. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Gets what Python code logs to `chaostoolkit` or `logzero`, with its level. */
  readonly log: Logger;
  /** An interpreter in place of the one that `env` leads to. */
  readonly python?: string;
  /** A line that Python code printed, without its end. @default as an info message of `log` */
  readonly onOutput?: (stream: 'stdout' | 'stderr', line: string) => void;
  /** Python code asks to end the run from outside of a foreground call: 20 gracefully, 30 without rollbacks (core.md §13). */
  readonly onExitRequest?: (code: 20 | 30) => void;
  /** Environment variables that Python code set, null for one that it removed. */
  readonly onEnvironment?: (changes: JsonObject) => void;
  /** What Python code may ask of the engine. @default nothing: it raises ChaosException */
  readonly engine?: EngineServices;
  /** How long a cancelled call may go on before its process is killed, in milliseconds. @default 3000 */
  readonly graceMs?: number;
}

/** Everything that a run does with Python; one worker process for all of it, started by the first use. */
export interface PythonBridge {
  readonly provider: Provider;
  readonly controls: ControlHost;
  /** See `discoverPackage`. */
  discover(name: string, options: { readonly system: boolean }, signal: AbortSignal): Promise<Json>;
  /** `pip install -U`, with the interpreter of the bridge. */
  install(name: string, signal: AbortSignal): Promise<void>;
  /** See `notifyPlugin`. Never fails: no notification may touch a run. */
  notify(channel: JsonObject, event: JsonObject, signal: AbortSignal): Promise<void>;
  /** Ends the worker. Idempotent; nothing can be called after it. */
  close(): Promise<void>;
}

/** Connects the engine to Python. Nothing is started, and no interpreter is looked for, before the first use. */
export function createPythonBridge(options: PythonBridgeOptions): PythonBridge {
  const { workerPath, env, cwd, log } = options;
  const names = new Set<string>();
  let found: { readonly python: string | undefined } | undefined;
  const interpreter = (): string | undefined => {
    found ??= { python: options.python ?? choosePython({ env, cwd, isExecutable }) };
    return found.python;
  };
  const python = (): string => {
    const chosen = interpreter();
    if (chosen === undefined) throw pythonMissing(names, env);
    return chosen;
  };
  const worker = new PythonWorker({
    python,
    workerPath,
    env,
    cwd,
    log,
    onOutput: options.onOutput ?? ((_stream, line) => log.info(line)),
    onExitRequest: options.onExitRequest ?? (() => undefined),
    onEnvironment: options.onEnvironment ?? (() => undefined),
    engine: options.engine,
    graceMs: options.graceMs ?? 3_000,
  });
  const deps = {
    worker,
    log,
    needs: (name: string) => void names.add(name),
    missingHint: () => (interpreter() === undefined ? pythonHint(env) : undefined),
  };
  return {
    provider: pythonProvider(deps),
    controls: pythonControlHost(deps),
    discover(name, { system }, signal) {
      names.add(`discovery of ${name}`);
      return discoverPackage(worker, name, { system }, signal);
    },
    install: (name, signal) => {
      names.add(`installation of ${name}`);
      return installPackage(name, { python: python(), env, cwd }, signal);
    },
    async notify(channel, event, signal) {
      try {
        await notifyPlugin(worker, channel, event, signal);
      } catch (reason) {
        log.debug(`failed calling notification plugin: ${messageOf(reason)}`);
      }
    },
    close: () => worker.close(),
  };
}
