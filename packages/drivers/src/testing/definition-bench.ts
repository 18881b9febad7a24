import { type Definition, type DefinitionContext, type PlainJson, toPlain } from '@chaoskit/core';
import { type StubApi, type StubRoutes, startStubApi } from '@chaoskit/kube/testing';
import { loadDriver } from '../load-driver.js';

/** Runs definitions against a scripted API server, and keeps what they said and recorded. */
export interface DefinitionBench {
  readonly stub: StubApi;
  readonly logs: string[];
  readonly undos: { readonly name: string; readonly args: unknown }[];
  /** Calls `name` with its defaults filled in. */
  run(name: string, args?: { readonly [name: string]: PlainJson }): Promise<PlainJson | undefined>;
  close(): Promise<void>;
}

/** @param nowMs what the activities take for the time */
export async function startBench(routes: StubRoutes, nowMs = Date.now()): Promise<DefinitionBench> {
  const stub = await startStubApi(routes);
  const logs: string[] = [];
  const undos: DefinitionBench['undos'] = [];
  let elapsedMs = 0;
  const say = (level: string) => (message: string) => void logs.push(`${level} ${message}`);
  const context: DefinitionContext = {
    signal: new AbortController().signal,
    log: {
      debug: say('DEBUG'),
      info: say('INFO'),
      warning: say('WARNING'),
      error: say('ERROR'),
      critical: say('CRITICAL'),
    },
    configuration: {},
    secrets: {},
    env: stub.env,
    now: () => nowMs + elapsedMs,
    // Time passes only here.
    async sleep(ms) {
      elapsedMs += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
    async undo(definition, args) {
      undos.push({ name: definition.name, args });
    },
  };
  return {
    stub,
    logs,
    undos,
    run: async (name, args = {}) => {
      const definition = await definitionOf(name);
      const output = await definition.run(withDefaults(definition, args), context);
      return output === undefined ? undefined : toPlain(output);
    },
    close: () => stub.close(),
  };
}

async function definitionOf(name: string): Promise<Definition> {
  const definitions = (await loadDriver(name)) ?? [];
  const found = definitions.find((one) => one.name === name || one.aliases?.includes(name));
  if (found === undefined) throw new Error(`no definition ${name}`);
  return found;
}

function withDefaults(definition: Definition, args: { readonly [name: string]: PlainJson }): typeof args {
  const unknown = Object.keys(args).filter((name) => !(name in definition.input));
  if (unknown.length > 0) throw new Error(`unknown arguments: ${unknown.join(', ')}`);
  const defaults: { [name: string]: PlainJson } = {};
  for (const [name, field] of Object.entries(definition.input)) {
    if (field.default !== undefined) defaults[name] = field.default as PlainJson;
    else if (!(name in args)) throw new Error(`missing argument ${name}`);
  }
  return { ...defaults, ...args };
}
