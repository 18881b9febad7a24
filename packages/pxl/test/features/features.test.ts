import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Value } from '@chaoskit/pxl';
import { describe, expect, test } from 'vitest';
import { appendixD, type Group } from './appendix-d.js';
import type { Row } from './dataset/rows.js';
import type { Expectations } from './expectation.js';
import { frame } from './expectations/frame.js';
import { pxCluster } from './expectations/px-cluster.js';
import { pxValues } from './expectations/px-values.js';
import { annotations, context, modules, tables } from './expectations/scopes.js';
import { structure } from './expectations/structure.js';
import { httpViews } from './expectations/views-http.js';
import { usageViews } from './expectations/views-usage.js';
import { runFeature } from './run-feature.js';
import { usesOf } from './uses-of.js';

const folder = fileURLToPath(new URL('scripts/', import.meta.url));
const expectations: Expectations = {
  ...structure,
  ...frame,
  ...pxValues,
  ...pxCluster,
  ...context,
  ...annotations,
  ...tables,
  ...modules,
  ...httpViews,
  ...usageViews,
};
const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.pxl'))
  .map((file) => file.replace(/\.pxl$/, ''))
  .sort();
const fileOf = (name: string): string => `${folder}${name}.pxl`;

/** Values as text that can be compared: doubles to ten digits. */
function shown(value: Value): string {
  if (typeof value === 'number') return `${Number(value.toPrecision(10))}`;
  if (typeof value === 'object') return `${value.high}:${value.low}`;
  return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value);
}
const lines = (rows: readonly Row[], ordered: boolean): string[] => {
  const texts = rows.map((row) =>
    Object.entries(row)
      .map(([name, value]) => `${name}=${shown(value)}`)
      .join(' '),
  );
  return ordered ? texts : texts.sort();
};

test('every script has an expectation, and every expectation a script', () => {
  expect(Object.keys(expectations).sort()).toEqual(scripts);
});

test.each(scripts)('%s', (name) => {
  const { tables: expected, fails, ordered = false, semanticTypes = {}, ...run } = expectations[name] ?? {};
  if (fails !== undefined) {
    expect(() => runFeature(fileOf(name), run)).toThrow(fails);
    return;
  }
  const actual = runFeature(fileOf(name), run);
  expect(Object.keys(actual)).toEqual(Object.keys(expected ?? {}));
  for (const [table, rows] of Object.entries(expected ?? {})) {
    expect(lines(actual[table]?.rows ?? [], ordered)).toEqual(lines(rows, ordered));
    const [row] = rows;
    if (row !== undefined) expect(actual[table]?.columns).toEqual(Object.keys(row));
  }
  expect(Object.values(actual)[0]?.semanticTypes).toMatchObject(semanticTypes);
});

describe('what the public scripts use is used here', () => {
  const used = new Map<string, Set<string>>();
  for (const name of scripts) {
    for (const [group, names] of Object.entries(usesOf(readFileSync(fileOf(name), 'utf8')))) {
      used.set(group, new Set([...(used.get(group) ?? []), ...names]));
    }
    const { variables, execute } = expectations[name] ?? {};
    if (variables !== undefined) used.get('structure')?.add('vis.json');
    if (execute !== undefined) used.get('structure')?.add('exec_funcs');
  }
  test.each(Object.keys(appendixD) as Group[])('%s', (group) => {
    const missing = appendixD[group].filter((name) => used.get(group)?.has(name) !== true);
    expect(missing).toEqual([]);
  });
});
