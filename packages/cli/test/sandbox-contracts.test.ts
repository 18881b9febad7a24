import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Ended, runChaos } from './support/chaos.js';
import { expectJournalIsFold, experiment, pythonAction, readJournal } from './support/experiment.js';
import { kubeconfig } from './support/kubeconfig.js';
import { processesWith, until } from './support/processes.js';
import { deployment, kubeconfigOf, manifests, sandboxFolder } from './support/sandbox.js';

const images = 'images:\n  test/web: {command: [sleep, "300"]}\n';

test('up says one line for the shell; status, scale and down act on this folder', async () => {
  const cwd = sandboxFolder({ 'cluster.yaml': manifests(deployment('web')), 'sandbox.yaml': images });
  const chaos = (...args: string[]) => runChaos(['sandbox', ...args], { cwd });
  const up = await chaos('up', '-f', 'cluster.yaml');
  expect(up.code).toBe(0);
  const kubeconfig = kubeconfigOf(up);
  expect(kubeconfig).toBe(join(cwd, '.chaos/sandbox/kubeconfig'));
  expect(statSync(kubeconfig).mode & 0o777).toBe(0o600);

  const status = JSON.parse((await chaos('status', '--json')).stdout);
  expect(status).toMatchObject({
    state: 'up',
    kubeconfig,
    context: 'chaoskit-sandbox',
    server: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
    deployments: [{ name: 'web', replicas: 1, available: 1 }],
    pods: [{ name: expect.stringMatching(/^web-/) }],
  });
  expect((await chaos('status')).stdout).toContain(status.server);

  const second = await chaos('up');
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.log).toContain(`a sandbox of this folder is up at ${status.server}`);
  expect(second.log).toContain('hint: use it with KUBECONFIG, or take it down first: chaos sandbox down');

  const scaled = await chaos('scale', 'deployment/web', '--replicas=2');
  expect(scaled).toMatchObject({ code: 0, stdout: '' });
  expect(JSON.parse((await chaos('status', '--json')).stdout)).toMatchObject({
    deployments: [{ replicas: 2, available: 2 }],
  });
  for (const [target, said] of [
    [
      'deployment/none',
      'there is no deployment none in namespace default\n    hint: chaos sandbox status lists',
    ],
    ['widget/x', "a widget can't be scaled\n    hint: "],
  ] as const) {
    const refused = await chaos('scale', target, '--replicas=2');
    expect(refused.code).toBe(1);
    expect(refused.log).toContain(said);
  }

  expect(await chaos('down')).toMatchObject({ code: 0, log: '[INFO] The sandbox is down\n', stdout: '' });
  await until('nothing of the folder runs', () => processesWith(cwd).length === 0);
  expect(await chaos('down')).toMatchObject({ code: 0, log: '[INFO] No sandbox is up in this folder\n' });
  expect(JSON.parse((await chaos('status', '--json')).stdout)).toEqual({ state: 'down' });
  const nothing = await chaos('scale', 'deployment/web', '--replicas=1');
  expect(nothing.code).toBe(1);
  expect(nothing.log).toContain(
    'no sandbox is up in this folder\n    hint: start one with chaos sandbox up -f FILE',
  );
});

const thing = { apiVersion: 'foo/v1', kind: 'Thing', metadata: { name: 'x' } };
const dying = 'speed: 100\nimages:\n  test/web: {command: [sh, -c, "echo no database; exit 3"]}\n';

test.each<[string, Record<string, string>, string[]]>([
  ['a missing file', {}, ["can't read cluster.yaml: no such file"]],
  ['invalid YAML', { 'cluster.yaml': 'a: 1\nb: [1\n' }, ['at cluster.yaml:']],
  [
    'an unknown kind',
    { 'cluster.yaml': manifests(thing) },
    ['the sandbox does not serve foo/v1 Thing\n    at cluster.yaml:3:12 kind', '--lenient skips what is not'],
  ],
  [
    'an image that is not known',
    { 'cluster.yaml': manifests(deployment('web', { image: 'who/knows:1' })), 'sandbox.yaml': images },
    [
      'deployment/web can\'t become available: image "who/knows:1" is not in sandbox.yaml, which knows test/web',
      'sandbox.yaml',
    ],
  ],
  [
    'a mistake in sandbox.yaml',
    { 'cluster.yaml': manifests(deployment('web')), 'sandbox.yaml': `${images}imagess: {}\nwaitFor: 3\n` },
    [
      'sandbox.yaml:3:1 imagess: unknown key imagess (did you mean images?)',
      'sandbox.yaml:4:10 waitFor: waitFor must be a list',
    ],
  ],
  [
    'a program that dies at once',
    { 'cluster.yaml': manifests(deployment('web')), 'sandbox.yaml': dying },
    [
      'CrashLoopBackOff: container web of pod web-',
      'ended with exit code 3\n    Its last lines:\n        no database\n',
    ],
  ],
])('up with %s', async (_, files, said) => {
  const cwd = sandboxFolder(files);
  const ended = await runChaos(['sandbox', 'up', '-f', 'cluster.yaml'], { cwd });
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  for (const text of said) expect(ended.log).toContain(text);
  expect(ended.stderr).not.toMatch(/^ +at (async )?\S+ \(|node:internal/m);
  await until('nothing of the folder runs', () => processesWith(cwd).length === 0);
  expect((await runChaos(['sandbox', 'status'], { cwd })).stdout).toBe('No sandbox is up in this folder\n');
});

test('--lenient skips what is not served, with a warning; --no-wait returns before the pods are ready', async () => {
  const never = deployment('web', { port: 1 });
  const cwd = sandboxFolder({ 'cluster.yaml': manifests(thing, never), 'sandbox.yaml': images });
  const up = await runChaos(['sandbox', 'up', '-f', 'cluster.yaml', '--lenient', '--no-wait'], { cwd });
  expect(up.code).toBe(0);
  kubeconfigOf(up);
  expect(up.log).toMatch(
    /\[WARNING\] cluster\.yaml:\d+: skipped foo\/v1 Thing: the sandbox does not serve it/,
  );
});

test('a state folder that a sandbox left unreadable', async () => {
  const cwd = sandboxFolder({ '.chaos/sandbox/state.json': '{"daemon": {"pi' });
  const up = await runChaos(['sandbox', 'up'], { cwd });
  expect(up.stderr).not.toMatch(/^ +at (async )?\S+ \(|node:internal/m);
  expect(up.code).toBe(0);
  kubeconfigOf(up);
});

test('a run that would act on another cluster than the sandbox is refused, until it is named', async () => {
  const elsewhere = kubeconfig('production', 'http://127.0.0.1:1');
  const terminate = pythonAction('chaosk8s.pod.actions', 'terminate_pods', { label_selector: 'app=web' });
  const method = [terminate];
  const cwd = sandboxFolder({
    'cluster.yaml': manifests(deployment('web')),
    'sandbox.yaml': images,
    elsewhere,
    'x.json': experiment(method),
    'rollback.json': experiment([], { rollbacks: [terminate] }),
  });
  const up = await runChaos(['sandbox', 'up', '-f', 'cluster.yaml'], { cwd });
  const run = (file: string, KUBECONFIG: string, ...args: string[]): Promise<Ended> =>
    runChaos(['run', file, ...args], { cwd, env: { KUBECONFIG } });
  for (const file of ['x.json', 'rollback.json']) {
    const refused = await run(file, join(cwd, 'elsewhere'));
    expect(refused.code).toBe(1);
    expect(refused.log).toContain(
      "[ERROR] a sandbox is up in this folder, but action 'terminate_pods' would go to context production",
    );
    expect(refused.log).toContain('--context');
    expect(refused.log).not.toContain('Running experiment');
  }
  const named = await run('x.json', join(cwd, 'elsewhere'), '--context', 'production');
  expect(named.log).toContain('Target: context production, server http://127.0.0.1:1');
  expect(readJournal(cwd).run).toMatchObject([{ status: 'failed' }]);

  const here = await run('x.json', kubeconfigOf(up));
  expect(here.code).toBe(0);
  expect(here.log).toContain('[INFO] Target: context chaoskit-sandbox, server https://127.0.0.1:');
  expect(readJournal(cwd).run).toMatchObject([{ status: 'succeeded' }]);
  await expectJournalIsFold(cwd);
});

test('one sandbox a folder: two starts at once, one is refused', async () => {
  const cwd = sandboxFolder();
  const starts = await Promise.all([1, 2].map(() => runChaos(['sandbox', 'up'], { cwd })));
  expect(starts.map(({ code }) => code).sort()).toEqual([0, 1]);
  const refused = starts.find(({ code }) => code === 1);
  expect(refused?.log).toMatch(/\[ERROR\] [^\n]+\n {4}hint: /);
});
