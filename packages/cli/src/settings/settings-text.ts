import { type Json, pyStr, stringifyJson } from '@chaoskit/core';
import { needsEnd, pyYaml } from './py-yaml.js';

/** One value in the reference's YAML output: a bare scalar is followed by the end of its document. */
export function valueYaml(value: Json): string {
  return needsEnd(value) ? `${pyYaml(value)}...\n` : pyYaml(value);
}

/** The value as JSON, keys in their order. */
export const valueJson = (value: Json): string => stringifyJson(value, { indent: 2 });

/** The value in Python's words. */
export const valueText = (value: Json): string => pyStr(value);
