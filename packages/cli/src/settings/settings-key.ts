import { getKey, isJsonObject, type Json, type JsonObject, setKey } from '@chaoskit/core';

/** Where a dotted key leads: the container and the key or index in it. */
export type SettingSlot =
  | { readonly parent: JsonObject; readonly key: string }
  | { readonly parent: Json[]; readonly index: number };

type Step = string | number;

/**
 * Splits a dotted key (core.md §18): at dots without a backslash before them; a part may end in one index, `[n]`.
 * `auths.example\.com:8443.type`, `a.list[1].name`.
 */
export function splitKey(key: string): Step[] {
  return key.split(/(?<!\\)\./).flatMap((part): Step[] => {
    const name = part.replace(/\\/g, '');
    const indexed = /^(.*)\[(\d+)\]$/.exec(name);
    if (indexed === null) return [name];
    return [...(indexed[1] === '' ? [] : [indexed[1] ?? '']), Number(indexed[2])];
  });
}

/** The slot that a key names, or undefined where a step on the way, or the value itself, is not there. */
export function findSlot(settings: Json, key: string): SettingSlot | undefined {
  const steps = splitKey(key);
  const slot = slotOf(steps.slice(0, -1).reduce(valueAt, settings as Json | undefined), steps.at(-1));
  return slot !== undefined && readSlot(slot) !== undefined ? slot : undefined;
}

/** The slot that a key names, with objects made on the way where there is nothing; undefined where something else is there. */
export function makeSlot(settings: JsonObject, key: string): SettingSlot | undefined {
  const steps = splitKey(key);
  let at: Json | undefined = settings;
  for (const step of steps.slice(0, -1)) {
    if (valueAt(at, step) === undefined && isJsonObject(at) && typeof step === 'string') setKey(at, step, {});
    at = valueAt(at, step);
  }
  return slotOf(at, steps.at(-1));
}

/** The value in a slot. */
export const readSlot = (slot: SettingSlot): Json | undefined =>
  'index' in slot ? slot.parent[slot.index] : getKey(slot.parent, slot.key);

function slotOf(parent: Json | undefined, step: Step | undefined): SettingSlot | undefined {
  if (Array.isArray(parent) && typeof step === 'number' && step < parent.length)
    return { parent, index: step };
  if (isJsonObject(parent) && typeof step === 'string') return { parent, key: step };
  return undefined;
}

function valueAt(at: Json | undefined, step: Step): Json | undefined {
  const slot = slotOf(at, step);
  return slot === undefined ? undefined : readSlot(slot);
}
