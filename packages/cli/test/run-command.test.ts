import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChaos, testFolder } from './support/chaos.js';
import { expectJournalIsFold, experiment, pythonAction, readJournal, shell } from './support/experiment.js';
import { kubeconfig } from './support/kubeconfig.js';

const simple = experiment([shell('greet', 'echo hello')]);

test('flags stand before or after the command', async () => {
  const inner = testFolder({ 'w/x.json': simple });
  const before = await runChaos(['--no-log-file', '--change-dir', 'w', 'run', 'x.json'], { cwd: inner });
  const after = await runChaos(['run', 'x.json', '--change-dir', 'w', '--no-log-file'], { cwd: inner });
  expect([before.code, after.code]).toEqual([0, 0]);
  expect(after.log).toBe(before.log);
  expect(existsSync(join(inner, 'w/chaostoolkit.log'))).toBe(false);
  await runChaos(['run', 'x.json', '--log-file', 'my.log'], { cwd: join(inner, 'w') });
  expect(readFileSync(join(inner, 'w/my.log'), 'utf8')).toContain('Experiment ended with status: completed');
});

test('--json: standard output is the events of the log, one a line', async () => {
  const cwd = testFolder({ 'x.json': simple });
  const { stdout, code } = await runChaos(['run', 'x.json', '--json', '--state-dir', 's'], { cwd });
  expect(code).toBe(0);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events[0].type).toBe('run-started');
  expect(events.at(-1).type).toBe('run-ended');
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + (events[0].seq as number)));
  const runId = readJournal(cwd)['x-run-id'];
  expect(stdout).toBe(readFileSync(join(cwd, 's/runs', runId, 'events.jsonl'), 'utf8'));
});

test('a run is named by its id, a beginning of it that is unique, or last', async () => {
  const cwd = testFolder({ 'x.json': simple });
  const idOfRun = async (): Promise<string> => {
    await runChaos(['run', 'x.json'], { cwd });
    return readJournal(cwd)['x-run-id'];
  };
  const first = await idOfRun();
  const second = await idOfRun();
  const found = async (name: string): Promise<string> => {
    const { stdout } = await runChaos(['journal', name], { cwd });
    return JSON.parse(stdout)['x-run-id'];
  };
  expect(await found(first)).toBe(first);
  expect(await found(first.slice(0, -1))).toBe(first);
  expect(await found('last')).toBe(second);
  const several = await runChaos(['journal', first.slice(0, 4)], { cwd });
  expect(several.code).toBe(1);
  expect(several.log).toContain(first);
  expect(several.log).toContain(second);
  const none = await runChaos(['journal', 'zzz'], { cwd });
  expect(none.code).toBe(1);
  expect(none.log).toMatch(/\[ERROR\] no run 'zzz' is recorded in \S+\n {4}hint: the newest is /);
  await expectJournalIsFold(cwd);
});

test('no colours away from a terminal; on one they are there, but for NO_COLOR', async () => {
  const cwd = testFolder({ 'x.json': simple });
  const colour = '\u001b[';
  expect((await runChaos(['run', 'x.json'], { cwd })).stderr).not.toContain(colour);
  const onTerminal = async (env: Record<string, string>): Promise<string> => {
    const terminal = ['python3', '-c', 'import pty, sys; pty.spawn(sys.argv[1:])'];
    const { stdout } = await runChaos(['run', 'x.json'], {
      cwd,
      under: terminal,
      env: { TERM: 'xterm', ...env },
    });
    return stdout;
  };
  expect(await onTerminal({})).toMatch(/\[3\dm/);
  const plain = await onTerminal({ NO_COLOR: '1' });
  expect(plain).toContain('Experiment ended with status: completed');
  expect(plain).not.toMatch(/\[[0-9;]*m/);
});

test('the experiment comes from standard input; the journal goes where a link points', async () => {
  const cwd = testFolder({ real: '' });
  symlinkSync('real', join(cwd, 'journal.json'));
  const { code } = await runChaos(['run', '-'], { cwd, stdin: JSON.stringify(simple) });
  expect(code).toBe(0);
  expect(JSON.parse(readFileSync(join(cwd, 'real'), 'utf8')).status).toBe('completed');
});

test('the clusters that a run touches are said before anything is done, and are in the log', async () => {
  const method = [pythonAction('chaosk8s.pod.actions', 'terminate_pods', { name_pattern: 'x' })];
  const server = 'http://127.0.0.1:1';
  const cwd = testFolder({ 'x.json': experiment(method), kubeconfig: kubeconfig('elsewhere', server) });
  const { log } = await runChaos(['run', 'x.json'], { cwd, env: { KUBECONFIG: join(cwd, 'kubeconfig') } });
  expect(log).toContain(
    `[INFO] Experiment looks valid\n[INFO] Target: context elsewhere, server ${server}\n[INFO] Running experiment`,
  );
  const runId = readJournal(cwd)['x-run-id'];
  const [started] = readFileSync(join(cwd, '.chaos/runs', runId, 'events.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(started ?? '')).toMatchObject({ type: 'run-started' });
  expect(started).toContain(server);
});
