import {
  type BuiltInControl,
  defineControl,
  fromPlain,
  isJsonObject,
  type Json,
  type JsonObject,
  toPlain,
} from '@chaoskit/core';
import { isPlainObject } from '../plain-object.js';
import { checkSafeguards } from './check-safeguards.js';
import { resolveProbes } from './resolve-probes.js';
import { SafeguardWatch } from './safeguard-watch.js';

/**
 * Ends the experiment once one of its probes is out of tolerance (core.md §25.3). What triggered stands in the journal under
 * `safeguards`.
 */
export const safeguards: BuiltInControl = {
  check: checkSafeguards,
  create(services) {
    let watch: SafeguardWatch | undefined;
    return defineControl({
      async beforeExperiment({ arguments: args, experiment, configuration, secrets, signal }) {
        const probes = resolveProbes(jsonOf(args), jsonOf(experiment));
        const values = { configuration: jsonOf(configuration), secrets: groupsOf(jsonOf(secrets)) };
        watch = new SafeguardWatch(services, values);
        await watch.start(probes, signal);
      },
      async afterExperiment({ state }) {
        await watch?.stop();
        const triggered = watch?.triggered;
        if (triggered !== undefined && isPlainObject(state)) state.safeguards = toPlain(triggered);
      },
      async cleanup() {
        await watch?.stop();
      },
    });
  },
};

function jsonOf(value: { readonly [key: string]: unknown }): JsonObject {
  const json: Json = fromPlain(value as Parameters<typeof fromPlain>[0]);
  return isJsonObject(json) ? json : {};
}

function groupsOf(secrets: JsonObject): { [group: string]: JsonObject } {
  return Object.fromEntries(
    Object.entries(secrets).flatMap(([name, group]) => (isJsonObject(group) ? [[name, group]] : [])),
  );
}
