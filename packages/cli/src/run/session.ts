import type { AroundActivity, Json, JsonObject, VaultReader } from '@chaoskit/core';
import type { CommandContext } from '../context.js';
import { nodeSignals } from '../host/node-signals.js';
import type { NotificationName } from '../notifications/notification.js';
import { Notifier } from '../notifications/notifier.js';
import { type LazyPython, lazyPython, pluginCaller } from '../python/lazy-python.js';
import { loadSettings } from '../settings/settings-file.js';
import { composeEngine, type Engine } from './engine.js';
import { pythonModules } from './python-settings.js';
import { RelayLog } from './relay-log.js';
import { StopSignals } from './stop-signals.js';
import { vaultReader } from './vault.js';

export interface SessionOptions {
  /** Environment of everything that is started; the session's own, which Python code may change. */
  readonly env: Environment;
  /** Environment of what asks the system under test: programs, Python functions and HTTP requests. Default: that of everything else. */
  readonly activityEnv?: Environment;
  /** Which implementation a Python activity gets where there are two. */
  readonly python: 'native' | 'always';
  /** Folder of the experiment. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Everything that validating and running an experiment share. */
export interface Session {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly settings: Json;
  readonly python: LazyPython;
  /** What Python says goes here; during a run to its events. */
  readonly pythonLog: RelayLog;
  readonly vault: VaultReader;
  readonly engine: Engine;
  readonly notifier: Notifier;
  /** Signals of the process, and of Python code that asks to end the run. */
  readonly signals: StopSignals;
  /** During a run: its controls, for the activities that controls run by themselves. */
  passControls(around: AroundActivity | undefined): void;
  /** Ends what was started. */
  close(): Promise<void>;
}

type Environment = Record<string, string | undefined>;

/** Opens a session. Nothing is started yet. */
export async function openSession(
  context: CommandContext,
  { env, activityEnv = env, signal, ...options }: SessionOptions,
): Promise<Session> {
  const { host, log, settingsFile } = context;
  const settings = await loadSettings(settingsFile, log);
  const signals = new StopSignals(nodeSignals);
  const pythonLog = new RelayLog(log);
  const vault = vaultReader(env);
  let around: AroundActivity | undefined;
  const python = lazyPython(context, {
    log: pythonLog,
    env: activityEnv,
    onExitRequest: (code) => signals.raise(code === 20 ? 'SIGUSR1' : 'SIGUSR2'),
    onEnvironment: (changes) => {
      for (const each of new Set([env, activityEnv])) change(each, changes);
    },
    aroundActivity: (activity, signal, work) => around?.(activity, signal, work) ?? work(activity),
    services: {
      providers: () => engine.providers,
      env,
      log: pythonLog,
      vault,
      // Python code names the settings that it means; they need not be those of this command.
      notify: (own, event, payload, failure) =>
        new Notifier(own, notifierDeps).notify(event as NotificationName, payload, failure ?? undefined),
    },
  });
  const notifierDeps = { log, now: () => host.now(), callPlugin: pluginCaller(python, signal) };
  const engine = composeEngine({
    env,
    activityEnv,
    python,
    pythonMode: options.python,
    pythonModules: pythonModules(settings),
    folder: options.folder,
    version: context.version,
  });
  return {
    env,
    settings,
    python,
    pythonLog,
    vault,
    engine,
    notifier: new Notifier(settings, notifierDeps),
    signals,
    passControls: (controls) => {
      around = controls;
    },
    close: () => python.close(),
  };
}

/** What Python code sets is seen by what is started later, as in the reference, where all is one process. */
function change(env: Environment, changes: JsonObject): void {
  for (const [name, value] of Object.entries(changes)) {
    if (typeof value === 'string') env[name] = value;
    else delete env[name];
  }
}
