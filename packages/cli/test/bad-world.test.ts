import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Ended, runChaos, testFolder } from './support/chaos.js';
import { expectJournalIsFold, experiment, pythonAction, readJournal, shell } from './support/experiment.js';

/** An address at which nobody listens any more. */
async function silentUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
}

const noTrace = ({ stderr }: Ended): void =>
  expect(stderr).not.toMatch(/^ +at (async )?\S+ \(|node:internal/m);

test('a URL that does not answer: the hypothesis is not met, the journal is there, rollbacks follow their strategy', async () => {
  const url = await silentUrl();
  const probe = { type: 'probe', name: 'page', tolerance: 200, provider: { type: 'http', url } };
  const hypothesis = { title: 'h', probes: [probe] };
  const cwd = testFolder({ 'x.json': experiment([], { 'steady-state-hypothesis': hypothesis }) });
  const ended = await runChaos(['run', 'x.json', '--rollback-strategy=always'], { cwd });
  noTrace(ended);
  expect(ended.code).toBe(1);
  expect(ended.log).toContain(`failed to connect to ${url}: connect ECONNREFUSED`);
  expect(ended.log).toContain('Experiment ended with status: failed');
  expect(readJournal(cwd).status).toBe('failed');
  expect(existsSync(join(cwd, 'rolled-back'))).toBe(true);
  await expectJournalIsFold(cwd);
});

test('a kubeconfig that points nowhere is named when its activity fails, and the run goes on to its end', async () => {
  const method = [pythonAction('chaosk8s.pod.actions', 'terminate_pods', { name_pattern: 'x' })];
  const cwd = testFolder({ 'x.json': experiment(method) });
  const env = { KUBECONFIG: '/nowhere/config', KUBERNETES_HOST: await silentUrl() };
  const ended = await runChaos(['run', 'x.json'], { cwd, env });
  noTrace(ended);
  expect(ended.log).toMatch(
    /\[ERROR\] {3}=> failed: the Kubernetes API server .* can't be used: connect ECONNREFUSED/,
  );
  expect(readJournal(cwd).run).toMatchObject([{ status: 'failed' }]);
  expect(existsSync(join(cwd, 'rolled-back'))).toBe(true);
  const unset = await runChaos(['run', 'x.json'], { cwd, env: { KUBECONFIG: '/nowhere/config' } });
  expect(unset.log).toContain('no kubeconfig file was found at /nowhere/config');
});

test('a process that fails and one that goes away between validation and its turn', async () => {
  const method = [
    shell('remove', 'rm tool'),
    { type: 'action', name: 'gone', provider: { type: 'process', path: './tool' } },
    shell('fails', 'echo no space >&2; exit 3'),
  ];
  const cwd = testFolder({ 'x.json': experiment(method), tool: '#!/bin/sh\n' });
  const made = await runChaos(['run', 'x.json'], {
    cwd,
    under: ['sh', '-c', 'chmod +x tool && exec "$@"', 'sh'],
  });
  noTrace(made);
  expect(readJournal(cwd).run.map(({ status }: { status: string }) => status)).toEqual([
    'succeeded',
    'failed',
    'succeeded',
  ]);
  expect(made.log).toMatch(/\[ERROR\] {3}=> failed: .*tool/);
  await expectJournalIsFold(cwd);
});

/** The effect of an experiment that must not be reached. */
const effect = experiment([shell('effect', ': > effect')]);

test.each([
  ['/dev/full', 'ENOSPC'],
  ['/nowhere/journal.json', 'ENOENT'],
  ['.', 'it is a folder'],
])('a journal that can not be written to %s is said before anything is done', async (path, reason) => {
  const cwd = testFolder({ 'x.json': effect });
  const ended = await runChaos(['run', 'x.json', '--journal-path', path], { cwd });
  noTrace(ended);
  expect(ended.code).toBe(1);
  expect(ended.log).toContain(`[ERROR] the journal can't be written to '${path}': ${reason}`);
  expect(ended.log).toContain('hint: name another file with --journal-path');
  expect(readdirSync(cwd)).not.toContain('effect');
});

test.each([
  ['read-only', 'mount -t tmpfs -o size=4m none j && mount -o remount,ro j', 'EROFS'],
  ['full', 'mount -t tmpfs -o size=16k none j', 'ENOSPC'],
])('a %s disk under the journal is said before anything is done', async (_, mount, reason) => {
  const cwd = testFolder({ 'x.json': effect, 'j/.keep': '' });
  const under = ['unshare', '-Urm', 'sh', '-c', `${mount} && exec "$@"`, 'sh'];
  const ended = await runChaos(['run', 'x.json', '--journal-path', 'j/journal.json'], { cwd, under });
  noTrace(ended);
  expect(ended.code).toBe(1);
  expect(ended.log).toContain(`[ERROR] the journal can't be written to 'j/journal.json': ${reason}`);
  expect(readdirSync(cwd)).not.toContain('effect');
});

test('a full disk under the event log: no effect without its event', async () => {
  const cwd = testFolder({ 'x.json': effect, 'state/.keep': '' });
  const fill = 'mount -t tmpfs -o size=16k none state && head -c 12000 /dev/zero > state/filler; exec "$@"';
  const ended = await runChaos(['run', 'x.json', '--state-dir', 'state'], {
    cwd,
    under: ['unshare', '-Urm', 'sh', '-c', fill, 'sh'],
  });
  noTrace(ended);
  expect(ended.code).toBe(1);
  expect(ended.log).toMatch(/\[ERROR\] .*ENOSPC/);
  expect(readdirSync(cwd)).not.toContain('effect');
});

test('a working folder that can not be written: state goes to a temporary folder, with a warning', async () => {
  const cwd = testFolder({ 'w/x.json': experiment([shell('a', ':')], { rollbacks: [] }) });
  const under = [
    'unshare',
    '-Urm',
    'sh',
    '-c',
    'mount --bind w w && mount -o remount,bind,ro w && exec "$@"',
    'sh',
  ];
  const args = ['--change-dir', 'w', 'run', 'x.json', '--journal-path', `${cwd}/journal.json`];
  const ended = await runChaos(args, { cwd, under, env: { TMPDIR: cwd } });
  noTrace(ended);
  expect(ended.code).toBe(0);
  expect(ended.log).toMatch(
    /\[WARNING\] Runs are recorded in \S+chaos-state-\w+, as \S+\/w\/\.chaos can't be written/,
  );
  expect(readJournal(cwd).status).toBe('completed');
});
