import { ActivityFailedError, json, type PlainJson, string } from '@chaoskit/core';
import type { KubeObject } from '@chaoskit/kube';

/** Which pods a fault of Chaos Mesh hits. */
export const selectorInput = {
  namespaces_selectors: json({ default: null, description: 'Namespaces: a list, or `a,b`.' }),
  label_selectors: json({ default: null, description: 'Labels: a mapping, or `k=v,k2=v2`.' }),
  annotations_selectors: json({ default: null, description: 'Annotations: a mapping, or `k=v,k2=v2`.' }),
  mode: string({ default: 'one', description: 'one, all, fixed, fixed-percent or random-max-percent.' }),
  mode_value: string({ default: null, description: 'Number of the modes that have one.' }),
  direction: string({ default: 'to', description: 'to, from or both.' }),
};

export interface SelectorArguments {
  readonly namespaces_selectors: PlainJson;
  readonly label_selectors: PlainJson;
  readonly annotations_selectors: PlainJson;
}

/** The `selector` of a fault's spec; only what is given. */
export function selectorOf(args: SelectorArguments): KubeObject {
  const namespaces = asList(args.namespaces_selectors);
  const labels = asMapping(args.label_selectors);
  const annotations = asMapping(args.annotations_selectors);
  return {
    ...(namespaces && { namespaces }),
    ...(labels && { labelSelectors: labels }),
    ...(annotations && { annotationSelectors: annotations }),
  };
}

const valuedModes = ['fixed', 'fixed-percent', 'random-max-percent'];

/** `mode`, and `value` for the modes that have one (K-22). */
export function modeOf(mode: string, value: string | null): KubeObject {
  return { mode, ...(valuedModes.includes(mode) && value !== null && { value }) };
}

/** A list, or a text with commas; undefined where there is nothing. */
export function asList(value: PlainJson): PlainJson[] | undefined {
  if (value === null || value === '') return undefined;
  if (Array.isArray(value)) return value;
  return String(value)
    .split(',')
    .map((item) => item.trim());
}

function asMapping(value: PlainJson): KubeObject | undefined {
  if (value === null || value === '') return undefined;
  if (typeof value === 'object' && !Array.isArray(value)) return value;
  const pairs = String(value)
    .split(',')
    .map((pair) => /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(pair));
  if (pairs.includes(null))
    throw new ActivityFailedError(`not a list of k=v pairs: ${JSON.stringify(value)}`);
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

/** Without the keys whose value is null. */
export function given(fields: { readonly [name: string]: PlainJson }): KubeObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
