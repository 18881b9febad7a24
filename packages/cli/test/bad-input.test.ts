import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runChaos, testFolder } from './support/chaos.js';

const action = { type: 'action', name: 'a', provider: { type: 'process', path: 'true', arguments: [] } };
const experiment = (parts: object = {}): object => ({
  title: 't',
  description: 'd',
  method: [action],
  ...parts,
});

/** Whatever is wrong: one message, the place, no stack trace. */
function clear(log: string): void {
  expect(log).not.toMatch(/^\s+at .*\.(js|ts):\d+:\d+\)?$/m);
  expect(log).not.toContain('Traceback');
  expect(log).not.toContain('node:internal');
}

describe('experiments that can not be read', () => {
  test.each([
    ['a missing file', 'nope.json', {}, /\[ERROR\] Path "nope.json" does not exist\./],
    ['a folder', 'folder.json', { 'folder.json/x': 'y' }, /folder\.json/],
    [
      'another kind of file',
      'e.txt',
      { 'e.txt': '{}' },
      /only files with json, yaml or yml extensions are supported/,
    ],
    ['JSON that is none', 'e.json', { 'e.json': '{\n  "title": "t",\n  "method": [}\n' }, /at e\.json:3:14/],
    [
      'YAML that is none',
      'e.yaml',
      { 'e.yaml': 'title: t\nmethod: [a\n' },
      /Failed parsing YAML experiment: .*\n.*at e\.yaml:\d+:\d+/,
    ],
    ['an empty document', 'e.yaml', { 'e.yaml': '' }, /an empty experiment is not an experiment/],
    ['a list', 'e.json', { 'e.json': '[]' }, /experiment/],
  ])('%s', async (_what, source, files, expected) => {
    const ended = await runChaos(['run', source], { cwd: testFolder(files) });
    expect(ended.log).toMatch(expected);
    expect(ended.code).toBe(1);
    clear(ended.log);
  });

  test('an alias bomb is refused', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, index) => `l${index + 1}: &l${index + 1} [${Array(10).fill(`*l${index}`).join(', ')}]`,
    );
    const bomb = ['title: t', 'description: d', 'method: []', 'l0: &l0 [x]', ...levels].join('\n');
    const ended = await runChaos(['validate', 'e.yaml'], { cwd: testFolder({ 'e.yaml': bomb }) });
    expect(ended.log).toMatch(/alias/);
    expect(ended.code).toBe(1);
    clear(ended.log);
  });

  test('a file that may not be read', async () => {
    const cwd = testFolder({ 'e.json': experiment() });
    chmodSync(join(cwd, 'e.json'), 0);
    // Root may read everything: the case is what other users meet.
    if (process.getuid?.() === 0) return;
    const ended = await runChaos(['run', 'e.json'], { cwd });
    expect(ended.log).toMatch(/e\.json/);
    expect(ended.code).toBe(1);
  });
});

describe('validation', () => {
  test('all issues at once, each with its place; the first in the words of the reference', async () => {
    const document = {
      title: 't',
      description: 'd',
      method: [
        { type: 'activity', name: 'a', provider: { type: 'process', path: 'true' } },
        { type: 'action', provider: { type: 'htp' } },
      ],
      rollbacks: [{ type: 'probe', name: 'p', provider: { type: 'http' } }],
    };
    const ended = await runChaos(['validate', 'e.json'], { cwd: testFolder({ 'e.json': document }) });
    expect(ended.code).toBe(1);
    const errors = ended.log.split('\n').filter((line) => line.startsWith('[ERROR]'));
    expect(errors[0]).toBe("[ERROR] 'activity' is not a supported activity type");
    expect(ended.log).toContain("unknown provider type 'htp'");
    expect(ended.log).toContain('an activity must have a name');
    expect(ended.log).toContain('a HTTP activity must have a URL');
    expect(ended.log).toMatch(/at e\.json:\d+:\d+ method\[0\]\.type/);
    clear(ended.log);
  });

  test('a key that nearly is one known there warns, any other is silent', async () => {
    const near = experiment({ rolbacks: [], 'x-own': 1, owner: 'me' });
    const ended = await runChaos(['validate', 'e.json'], { cwd: testFolder({ 'e.json': near }) });
    expect(ended.code).toBe(0);
    expect(ended.log).toMatch(/\[WARNING\] .*rolbacks/);
    expect(ended.log).not.toMatch(/owner|x-own/);
    const strict = await runChaos(['validate', '--strict', 'e.json'], {
      cwd: testFolder({ 'e.json': near }),
    });
    expect(strict.code).toBe(1);
  });

  test('as JSON and as SARIF', async () => {
    const cwd = testFolder({ 'e.json': experiment({ title: '' }) });
    const json = await runChaos(['validate', '--json', 'e.json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      valid: false,
      issues: [{ message: 'experiment requires a title', place: { path: 'title' } }],
    });
    const sarif = await runChaos(['validate', '--format', 'sarif', 'e.json'], { cwd });
    expect(JSON.parse(sarif.stdout)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ level: 'error' }] }],
    });
  });

  test('without Python the activities that need it are named', async () => {
    const provider = { type: 'python', module: 'own_module', func: 'f' };
    const cwd = testFolder({ 'e.json': experiment({ method: [{ type: 'probe', name: 'mine', provider }] }) });
    const ended = await runChaos(['validate', 'e.json'], {
      cwd,
      env: { CHAOS_PYTHON: join(cwd, 'no-python') },
    });
    expect(ended.code).toBe(1);
    expect(ended.log).toContain("could not find Python module 'own_module' in activity 'mine'");
    expect(ended.log).toMatch(/hint: .*[Pp]ython/);
    clear(ended.log);
  });
});

describe('runs that meet what is not there', () => {
  const journal = (cwd: string) => JSON.parse(readFileSync(join(cwd, 'journal.json'), 'utf8'));

  test('a program that does not exist is found before the run', async () => {
    const missing = { ...action, provider: { type: 'process', path: 'no-such-program' } };
    const cwd = testFolder({ 'e.json': experiment({ method: [missing] }) });
    const ended = await runChaos(['run', 'e.json'], { cwd });
    expect(ended.log).toContain("path 'no-such-program' cannot be found, in activity 'a'");
    expect(ended.code).toBe(1);
    expect(existsSync(join(cwd, 'journal.json'))).toBe(false);
  });

  test('a URL that does not answer fails the probe; rollbacks follow their strategy and the journal is written', async () => {
    const probe = {
      type: 'probe',
      name: 'up',
      tolerance: 200,
      provider: { type: 'http', url: 'http://127.0.0.1:1/' },
    };
    const cwd = testFolder({
      'e.json': experiment({
        'steady-state-hypothesis': { title: 'h', probes: [probe] },
        rollbacks: [{ ...action, name: 'back' }],
      }),
    });
    const ended = await runChaos(['run', '--rollback-strategy', 'always', 'e.json'], { cwd });
    expect(ended.code).toBe(1);
    expect(ended.log).toMatch(/failed to connect to http:\/\/127\.0\.0\.1:1\//);
    expect(journal(cwd)).toMatchObject({
      status: 'failed',
      run: [],
      rollbacks: [{ activity: { name: 'back' }, status: 'succeeded' }],
    });
    clear(ended.log);
  });

  test('a kubeconfig that points nowhere', async () => {
    const provider = {
      type: 'python',
      module: 'chaosk8s.pod.probes',
      func: 'count_pods',
      arguments: { label_selector: 'a=b' },
    };
    const kubeconfig = [
      'apiVersion: v1',
      'kind: Config',
      'current-context: c',
      'clusters: [{name: k, cluster: {server: "http://127.0.0.1:1"}}]',
      'users: [{name: u, user: {}}]',
      'contexts: [{name: c, context: {cluster: k, user: u}}]',
    ].join('\n');
    const cwd = testFolder({
      'e.json': experiment({ method: [{ type: 'probe', name: 'p', provider }] }),
      kubeconfig,
    });
    const ended = await runChaos(['run', 'e.json'], { cwd, env: { KUBECONFIG: join(cwd, 'kubeconfig') } });
    expect(ended.code).toBe(0);
    expect(ended.log).toContain('[INFO] Target: context c, server http://127.0.0.1:1');
    expect(ended.log).toMatch(/\[ERROR\] {3}=> failed: .*127\.0\.0\.1:1/);
    expect(journal(cwd).run[0].status).toBe('failed');
    clear(ended.log);
  });

  test('where the journal can not be written is said before anything is done', async () => {
    const touch = { ...action, provider: { type: 'process', path: 'touch', arguments: ['done'] } };
    const cwd = testFolder({ 'e.json': experiment({ method: [touch] }) });
    const ended = await runChaos(['run', '--journal-path', 'no/such/folder/journal.json', 'e.json'], { cwd });
    expect(ended.code).toBe(1);
    expect(ended.log).toMatch(/journal can't be written.*\n.*--journal-path/);
    expect(existsSync(join(cwd, 'done'))).toBe(false);
  });
});

describe('usage errors end with 2', () => {
  test.each([
    [['frobnicate'], /unknown command 'frobnicate'/],
    [['run', '--no-such-flag', 'e.json'], /unknown option '--no-such-flag'/],
    [['run', '--dry', 'everything', 'e.json'], /--dry/],
    [['run', '--var', 'x:int=abc', 'e.json'], /--var/],
    [['run', '--var-file', 'missing.json', 'e.json'], /--var-file/],
    [['sandbox', 'scale', 'middle', '--replicas=2'], /KIND\/NAME/],
  ])('chaos %j', async (args, expected) => {
    const ended = await runChaos(args, { cwd: testFolder({ 'e.json': experiment() }) });
    expect(ended.stderr).toMatch(expected);
    expect(ended.code).toBe(2);
    clear(ended.stderr);
  });
});
