import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Ended, runChaos } from '../packages/cli/test/support/chaos.js';
import { expectJournalIsFold, readJournal } from '../packages/cli/test/support/experiment.js';
import { processesWith, until } from '../packages/cli/test/support/processes.js';
import { freeNodePort, isFree, kubeconfigOf, sandboxFolder } from '../packages/cli/test/support/sandbox.js';

const example = fileURLToPath(new URL('../examples/lab1', import.meta.url));
const TRACES = 'data/middle_service_restarts.json';

/** A copy of the example whose front page is at a port of its own. */
async function labFolder(): Promise<{ cwd: string; port: number; env: Record<string, string> }> {
  const cwd = sandboxFolder();
  const port = await freeNodePort();
  const wanted = (path: string) => !/\/(\.chaos|__pycache__)$|\.(log|bin)$|journal\.json$/.test(path);
  cpSync(example, cwd, { recursive: true, filter: wanted });
  mkdirSync(join(cwd, 'data'), { recursive: true });
  rmSync(join(cwd, TRACES), { force: true });
  const targets = readdirSync(join(cwd, 'data')).map((name) => join('data', name));
  for (const name of ['cluster.yaml', ...targets]) {
    const path = join(cwd, name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('30080', String(port)));
  }
  const env = { FRONT_URL: `http://localhost:${port}/`, PYTHONPATH: join(cwd, 'ctkextensions') };
  return { cwd, port, env };
}

/** The log without what differs from run to run: pauses, times, names of pods. */
const steps = ({ log }: Ended): string[] =>
  log.match(/(?<=^\[(?:INFO|ERROR|CRITICAL)\] )(Running|Action|Probe|Steady|Experiment ended|Let's).*/gm) ??
  [];

const played = [
  'Running experiment: Users do not notice when a pod of the middle service is restarted',
  'Steady-state strategy: default',
  'Steady state hypothesis: The front page answers, and without errors',
  'Probe: front-service-must-be-ok',
  'Probe: front-service-does-not-return-an-error',
  'Steady state hypothesis is met!',
  'Action: simulate-some-traffic [in background]',
  'Action: terminate-middle-pod',
  'Action: transform-http-traces',
  'Probe: fetch-application-logs',
  'Steady state hypothesis: The front page answers, and without errors',
  'Probe: front-service-must-be-ok',
  'Probe: front-service-does-not-return-an-error',
];

test('lab 1: one replica of middle deviates, two complete', { timeout: 120_000 }, async () => {
  const { cwd, port, env } = await labFolder();
  const up = await runChaos(['sandbox', 'up', '-f', 'cluster.yaml'], { cwd });
  const kubernetes = { ...env, KUBECONFIG: kubeconfigOf(up) };

  const deviated = await runChaos(['run', 'experiment.json'], { cwd, env: kubernetes });
  expect(deviated.code).toBe(1);
  expect(steps(deviated).slice(0, played.length)).toEqual(played);
  expect(deviated.log).toContain('[INFO] Target: context chaoskit-sandbox, server https://127.0.0.1:');
  expect(deviated.log).toContain('Found an error in traces');
  expect(deviated.log).toContain('[INFO] Experiment ended with status: deviated');
  const before = readJournal(cwd);
  // As in the reference: the journal of a run that went to its end says so, and whether it deviated beside it.
  expect(before).toMatchObject({ status: 'completed', deviated: true });
  expect(before.steady_states).toMatchObject({
    before: { steady_state_met: true },
    after: { steady_state_met: false },
  });
  await expectJournalIsFold(cwd);

  const scaled = await runChaos(['sandbox', 'scale', 'deployment/middle', '--replicas=2'], { cwd });
  expect(scaled.code).toBe(0);
  rmSync(join(cwd, TRACES));
  const completed = await runChaos(['run', 'experiment.yaml'], { cwd, env: kubernetes });
  expect(completed.stderr).not.toContain('Found an error');
  expect(completed.code).toBe(0);
  expect(steps(completed).slice(0, played.length)).toEqual(played);
  const after = readJournal(cwd);
  expect(after).toMatchObject({ status: 'completed', deviated: false });
  expect(after.run.map(({ status }: { status: string }) => status)).toEqual(Array(4).fill('succeeded'));
  await expectJournalIsFold(cwd);

  expect((await runChaos(['sandbox', 'down'], { cwd })).code).toBe(0);
  await until('nothing of the lab runs', () => processesWith(cwd).length === 0);
  expect(await isFree(port)).toBe(true);
});

test('lab 1 in a sandbox of its own: up, run, down with one command', { timeout: 120_000 }, async () => {
  const { cwd, port, env } = await labFolder();
  const ended = await runChaos(['run', 'experiment.json', '--sandbox', 'cluster.yaml'], { cwd, env });
  expect(ended.code).toBe(1);
  expect(readJournal(cwd)).toMatchObject({ status: 'completed', deviated: true });
  await expectJournalIsFold(cwd);
  await until('nothing of the lab runs', () => processesWith(cwd).length === 0);
  expect(await isFree(port)).toBe(true);
});
