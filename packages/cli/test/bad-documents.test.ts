import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Ended, runChaos, testFolder } from './support/chaos.js';
import { experiment, pythonAction, shell } from './support/experiment.js';

/** No run has begun, and nobody is shown the inside of the program. */
function expectRefused(cwd: string, { code, stderr }: Ended): void {
  expect(code).toBe(1);
  expect(stderr).not.toMatch(/^ +at (async )?\S+ \(|node:internal|Traceback/m);
  expect(existsSync(join(cwd, 'journal.json'))).toBe(false);
  expect(existsSync(join(cwd, 'rolled-back'))).toBe(false);
}

const nest = (name: string, below: string) => `${name}: &${name} [${Array(9).fill(below).join(', ')}]\n`;
const bomb = [...'abcdefgh'].map((name, at, all) => nest(name, at === 0 ? 'x' : `*${all[at - 1]}`)).join('');

test.each([
  ['a missing file', {}, 'x.json', 'Path "x.json" does not exist.\n    hint: give the path of an experiment'],
  [
    'invalid JSON',
    { 'x.json': '{"title": "a",\n "b": }' },
    'x.json',
    'expected a value\n    at x.json:2:7\n',
  ],
  ['invalid YAML', { 'x.yaml': 'title: a\nb: [1, 2\nc: d\n' }, 'x.yaml', '\n    at x.yaml:3:1\n'],
  [
    'another kind of file',
    { 'x.txt': '{}' },
    'x.txt',
    'only files with json, yaml or yml extensions are supported',
  ],
  ['an empty document', { 'x.yaml': '' }, 'x.yaml', 'an empty experiment is not an experiment'],
  ['a list', { 'x.json': '[]' }, 'x.json', 'experiment'],
  ['an alias bomb', { 'x.yaml': bomb }, 'x.yaml', 'aliases that add more than 200000 values\n    at x.yaml:'],
])('%s', async (_, files, name, said) => {
  const cwd = testFolder(files);
  const ended = await runChaos(['run', name], { cwd });
  expectRefused(cwd, ended);
  expect(ended.log).toContain(said);
  expect(ended.log.match(/\[ERROR\]/g)).toHaveLength(1);
});

test('a folder in the place of the file', async () => {
  const cwd = testFolder();
  mkdirSync(join(cwd, 'x.json'));
  const ended = await runChaos(['run', 'x.json'], { cwd });
  expectRefused(cwd, ended);
  expect(ended.log).toContain('[ERROR] Path "x.json" is a folder');
});

test('a file that may not be read', async () => {
  const cwd = testFolder({ 'x.json': experiment([]) });
  chmodSync(join(cwd, 'x.json'), 0);
  // In a user namespace nobody may read everything, root neither.
  const ended = await runChaos(['run', 'x.json', '--no-log-file'], { cwd, under: ['unshare', '-U'] });
  expectRefused(cwd, ended);
  expect(ended.log).toMatch(
    /\[ERROR\] Path "x\.json" can't be read: EACCES.*\n(.*\n)?\s+hint: its owner and mode/,
  );
});

test('all issues at once, each with its place and what to do', async () => {
  const cwd = testFolder({
    'x.json': `{"title": "t", "description": "d", "metod": [], "tags": "one", "method": [
  {"type": "probee", "name": "a", "provider": {"type": "process", "path": "true"}},
  {"type": "action", "name": "b", "provider": {"type": "proces", "path": "true"}},
  {"type": "action", "name": "c", "provider": {"type": "process", "path": "no-such-program"}},
  {"type": "action", "name": "d", "provider": {"type": "python", "module": "no_such.module", "func": "f"}},
  {"type": "action", "name": "e", "provider": {"type": "python", "module": "chaosk8s.pod.actions",
    "func": "terminate_pods", "arguments": {"label_slector": "app=x"}}}
], "rollbacks": [{"type": "action", "name": "r", "provider": {"type": "process", "path": "true"}}]}`,
  });
  const ended = await runChaos(['run', 'x.json', '--rollback-strategy', 'always'], { cwd });
  expectRefused(cwd, ended);
  for (const said of [
    "'probee' is not a supported activity type\n    at x.json:2:12 method[0].type\n    hint: probe or action",
    "at x.json:3:56 method[1].provider.type\n    hint: did you mean 'process'?",
    "path 'no-such-program' cannot be found, in activity 'c'\n    at x.json:4:75 method[2].provider.path\n    hint: it is looked up on PATH",
    "could not find Python module 'no_such.module' in activity 'd'\n    at x.json:5:76 method[3].provider.module",
    "ModuleNotFoundError: No module named 'no_such'",
    "method[4].provider.arguments.label_slector\n    hint: did you mean 'label_selector'?",
  ])
    expect(ended.log).toContain(said);
  const { stdout, code } = await runChaos(['validate', 'x.json', '--json'], { cwd });
  expect(code).toBe(1);
  expect(JSON.stringify(JSON.parse(stdout))).toContain('method[3].provider.module');
});

test('without Python the activities that need it are named', async () => {
  const cwd = testFolder({ 'x.json': experiment([pythonAction('os', 'getcwd')], { rollbacks: [] }) });
  const ended = await runChaos(['run', 'x.json'], { cwd, env: { PATH: cwd } });
  expectRefused(cwd, ended);
  expect(ended.log).toContain("in activity 'getcwd'");
  expect(ended.log).toContain('no Python was found: install python3 (3.8 or newer)');
});

test('a key that nearly is one known there warns, any other is silent', async () => {
  const cwd = testFolder({
    'x.json': { title: 't', description: 'd', method: [], rolbacks: [], 'x-own': 1, owner: 'me' },
  });
  const { code, log } = await runChaos(['validate', 'x.json'], { cwd });
  expect(code).toBe(0);
  expect(log).toMatch(/\[WARNING\] .*rolbacks/);
  expect(log).not.toMatch(/owner|x-own/);
  expect((await runChaos(['validate', '--strict', 'x.json'], { cwd })).code).toBe(1);
});

test('issues as JSON and as SARIF', async () => {
  const cwd = testFolder({ 'x.json': experiment([], { title: '' }) });
  const json = await runChaos(['validate', '--json', 'x.json'], { cwd });
  expect(JSON.parse(json.stdout)).toMatchObject({
    valid: false,
    issues: [{ message: 'experiment requires a title', place: { path: 'title' } }],
  });
  const sarif = await runChaos(['validate', '--format', 'sarif', 'x.json'], { cwd });
  expect(JSON.parse(sarif.stdout)).toMatchObject({
    version: '2.1.0',
    runs: [{ results: [{ level: 'error' }] }],
  });
});

test('an experiment that needs no Python does without', async () => {
  const cwd = testFolder({ 'x.json': experiment([shell('a', ':')]) });
  const { code } = await runChaos(['run', 'x.json'], { cwd, env: { CHAOS_PYTHON: '/nowhere/python' } });
  expect(code).toBe(0);
});

test.each([
  [['run', 'x.json', '--bogus'], "unknown option '--bogus'"],
  [['rnu'], "unknown command 'rnu'\n(Did you mean run?)"],
  [['run'], "missing argument 'source'"],
  [
    ['run', 'x.json', '--rollback-strategy', 'bogus'],
    'Allowed choices are default, always, never, deviated.',
  ],
  [['run', 'x.json', '--hypothesis-frequency', '0'], "'0' is not a number of seconds above zero"],
  [['run', 'x.json', '--var', 'novalue'], 'novalue'],
  [['run', 'x.json', '--var', 'x:int=abc'], '--var'],
  [['run', 'x.json', '--var-file', 'missing.json'], '--var-file'],
  [['run', 'x.json', '--dry', 'everything'], '--dry'],
  [['sandbox', 'up', '-f'], "option '-f, --file <file...>' argument missing"],
  [['sandbox', 'scale', 'deployment', '--replicas=2'], "'deployment' is not KIND/NAME"],
  [['sandbox', 'scale', 'deployment/x', '--replicas=two'], "'two' is not a number of replicas"],
  [['sandbox', 'scale', 'deployment/x'], "required option '--replicas <n>' not specified"],
])('usage: %j', async (args, said) => {
  const cwd = testFolder({ 'x.json': experiment([]) });
  const { code, stdout, stderr } = await runChaos(args, { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(said);
});
