import { type Json, type PlainJson, pyStr, toPlain } from '@chaoskit/core';
import { dump, YAML11_SCHEMA } from 'js-yaml';

/** Settings as the reference writes them: keys sorted, block style (core.md §18). */
export function settingsYaml(value: Json): string {
  return dump(sorted(toPlain(value)), { schema: YAML11_SCHEMA, seqNoIndent: true });
}

/** One value in the reference's YAML output: a bare scalar is followed by the end of its document. */
export function valueYaml(value: Json): string {
  const text = settingsYaml(value);
  return typeof value === 'object' && value !== null ? text : `${text}...\n`;
}

/** The value as JSON, keys in their order. */
export const valueJson = (value: Json): string => JSON.stringify(toPlain(value), null, 2);

/** The value in Python's words. */
export const valueText = (value: Json): string => pyStr(value);

function sorted(value: PlainJson): PlainJson {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
