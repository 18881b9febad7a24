import { readFile } from 'node:fs/promises';
import {
  builtInControlHost,
  type ControlHost,
  DefinitionRegistry,
  definitionProvider,
  type FoundDefinition,
  findDefinition,
  httpProvider,
  type JsonObject,
  moduleControlHost,
  moduleProvider,
  ProviderRegistry,
  type PythonMode,
  processProvider,
  UserModules,
} from '@chaoskit/core';
import * as extension from '../extension.js';
import { nodeClock } from '../host/node-clock.js';
import { nodeProcesses } from '../host/node-processes.js';
import type { LazyPython } from '../python/lazy-python.js';

export interface EngineParts {
  /** Environment of everything that is started. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Environment of what asks the system under test: programs, Python functions and HTTP requests. */
  readonly activityEnv: Readonly<Record<string, string | undefined>>;
  readonly python: LazyPython;
  /** Who runs functions that are built in here and are Python packages too. */
  readonly pythonMode: PythonMode;
  /** The same for single packages, from the settings: `{chaosk8s: 'always'}`. */
  readonly pythonModules: Readonly<Record<string, PythonMode>>;
  /** Folder that users' modules are found from: that of the experiment. */
  readonly folder: string;
  readonly version: string;
}

/** What the engine is made of: how activities are called, and how controls are. */
export interface Engine {
  readonly providers: ProviderRegistry;
  readonly controlHosts: readonly ControlHost[];
  /** The built-in definition that runs an activity of this provider block. */
  readonly find: (provider: JsonObject) => Promise<FoundDefinition | undefined>;
  /** A built-in definition by its full name, whoever runs the activities of that name. */
  readonly findByName: (name: string) => Promise<FoundDefinition | undefined>;
}

/** Puts the engine together. Drivers and users' modules are loaded when an activity first needs them. */
export function composeEngine({
  env,
  activityEnv,
  python,
  pythonMode,
  pythonModules,
  folder,
  version,
}: EngineParts): Engine {
  const registry = new DefinitionRegistry(async (name) =>
    (await import('@chaoskit/drivers')).loadDriver(name),
  );
  const modules = new UserModules({ folder, virtualModules: { 'chaoskit/extension': extension } });
  const ports = { clock: nodeClock, env };
  const definitions = { registry, mode: pythonMode, modules: pythonModules };
  return {
    providers: new ProviderRegistry([
      httpProvider({ clock: nodeClock, env: activityEnv, readFile, userAgent: `chaoskit/${version}` }),
      processProvider(nodeProcesses(activityEnv)),
      moduleProvider({ ...ports, modules }),
      definitionProvider({ ...ports, ...definitions, python: python.provider }),
    ]),
    controlHosts: [
      builtInControlHost({
        mode: pythonMode,
        modules: pythonModules,
        loadControl: async (name) => (await import('@chaoskit/drivers')).loadControl(name),
        services: () => python.controlServices(),
        python: python.controls,
      }),
      moduleControlHost(modules),
    ],
    find: (provider) => findDefinition(definitions, provider),
    findByName: (name) => registry.findByName(name),
  };
}
