import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PxlError } from '../pxl-error.js';
import { query } from '../testing/query.js';

const t = { t: { columns: { n: 'INT64' as const, s: 'STRING' as const }, rows: [[1n, 'x']] } };

const pythonNames = [
  'open',
  'eval',
  'exec',
  'compile',
  '__import__',
  'globals',
  'locals',
  'getattr',
  'setattr',
];
const morePythonNames = [
  'vars',
  'dir',
  'type',
  'object',
  'input',
  'print',
  'breakpoint',
  '__builtins__',
  '__name__',
];
const javaScriptNames = ['process', 'require', 'globalThis', 'Function', 'constructor', '__proto__', 'this'];
const objectNames = [
  'toString',
  'valueOf',
  'hasOwnProperty',
  'prototype',
  'isPrototypeOf',
  '__defineGetter__',
];
const names = [...pythonNames, ...morePythonNames, ...javaScriptNames, ...objectNames];
const attributes = [
  '__class__',
  '__dict__',
  '__globals__',
  '__subclasses__',
  '__bases__',
  ...javaScriptNames,
  ...objectNames,
];

function problemOf(body: string): string {
  try {
    query(`import px\ndf = px.DataFrame('t')\n${body}\npx.display(df)\n`, t);
  } catch (error) {
    if (!(error instanceof PxlError)) throw error;
    return error.problems[0]?.message ?? '';
  }
  return '';
}

test.each(names)('the name %s means nothing', (name) => {
  expect(problemOf(`x = ${name}`)).toBe(`name '${name}' is not defined`);
  expect(problemOf(`x = ${name}('/etc/passwd')`)).toBe(`name '${name}' is not defined`);
});

test.each([
  'os',
  'sys',
  'subprocess',
  'socket',
  'fs',
  'child_process',
  'node:fs',
  '__proto__',
  'constructor',
])('there is no module %s', (name) => {
  expect(problemOf(`import ${name}`)).not.toBe('');
  expect(problemOf(`from ${name} import x`)).not.toBe('');
});

test.each(attributes)('nothing that is no column has an attribute %s', (name) => {
  expect(problemOf(`x = px.${name}`)).toBe(`'px' object has no attribute '${name}'`);
  const values = ["'text'", '(1)', 'px.vis', 'px.otel', 'px.count', 'px.display', 'df.head', 'df.ctx'];
  for (const value of [...values, 'str', 'None', '[1]', "{'a': 1}"])
    expect(problemOf(`x = ${value}.${name}`)).toMatch(
      new RegExp(`^'\\w+' object has no attribute '${name}'$`),
    );
});

test.each(attributes)('of a DataFrame, %s is a column and nothing else', (name) => {
  expect(problemOf(`df.x = df.${name}`)).toMatch(`Column '${name}' not found`);
  expect(problemOf(`df.x = df['${name}']`)).toMatch(`Column '${name}' not found`);
  expect(problemOf(`df.${name}()`)).toBe(`dataframe has no method '${name}'`);
  const made = `import px\ndf = px.DataFrame('t')\ndf.${name} = df.n + 1\npx.display(df[['${name}']])\n`;
  expect(query(made, t).output).toEqual([[2n]]);
});

test.each(attributes)('%s is no table, metadata key, keyword, function or type', (name) => {
  expect(problemOf(`df = px.DataFrame('${name}')`)).toBe(`Table '${name}' not found.`);
  expect(problemOf(`df.x = df.ctx['${name}']`)).toBe(`'${name}' unavailable metadata key.`);
  expect(problemOf(`df = df.head(${name}=1)`)).toBe(`head() got an unexpected keyword argument '${name}'`);
  expect(problemOf(`df = df.agg(x=('n', px.${name}))`)).toBe(`'px' object has no attribute '${name}'`);
  expect(problemOf(`df = df.merge(df, how='${name}', left_on='n', right_on='n')`)).toMatch(
    `'${name}' join type not supported`,
  );
});

test('the package itself imports nothing of the machine', () => {
  const source = fileURLToPath(new URL('..', import.meta.url));
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('testing'),
  );
  expect(files.length).toBeGreaterThan(50);
  const outside = files.flatMap((file) =>
    [
      ...readFileSync(join(source, file), 'utf8').matchAll(
        /\bfrom '([^'.][^']*)';$|\b(?:import|require)\(/gm,
      ),
    ].map(([whole, name]) => name ?? whole),
  );
  expect([...new Set(outside)].sort()).toEqual(['@chaoskit/errors', 're2js']);
});
