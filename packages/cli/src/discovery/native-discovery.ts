import { randomUUID } from 'node:crypto';
import { arch, hostname, release, type, version } from 'node:os';
import { type Definition, fromPlain, type InputField, type JsonObject } from '@chaoskit/core';
import { CHAOSLIB_VERSION } from '../identity.js';

/** Portable names of argument types (core.md §19). */
const TYPES: Readonly<Record<InputField<unknown>['type'], string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  list: 'list',
  mapping: 'mapping',
  json: 'object',
};

/** What a built-in driver can do, in the shape of the reference's discovery. `now` in milliseconds. */
export function nativeDiscovery(
  driver: { readonly name: string; readonly version: string; readonly definitions: readonly Definition[] },
  now: number,
): JsonObject {
  return {
    chaoslib_version: CHAOSLIB_VERSION,
    id: randomUUID(),
    target: driver.name,
    date: new Date(now).toISOString().replace('Z', '+00:00'),
    platform: {
      system: type(),
      node: hostname(),
      release: release(),
      version: version(),
      machine: arch(),
      proc: '',
      python: '',
    },
    extension: { name: driver.name, version: driver.version },
    activities: driver.definitions
      .map(describe)
      .sort((a, b) => (`${a.mod}.${a.name}` < `${b.mod}.${b.name}` ? -1 : 1)),
    system: null,
  };
}

function describe({ kind, name, summary, input }: Definition): JsonObject {
  const at = name.lastIndexOf('.');
  const args = Object.entries(input).map(([argument, field]) => ({
    name: argument,
    ...('default' in field ? { default: fromPlain(field.default as Parameters<typeof fromPlain>[0]) } : {}),
    type: TYPES[field.type],
  }));
  return { type: kind, name: name.slice(at + 1), mod: name.slice(0, at), doc: summary, arguments: args };
}
