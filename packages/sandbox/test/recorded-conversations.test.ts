import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalCluster, startLocalCluster } from './local-cluster.js';

const scripts = join(import.meta.dirname, '../../../conformance/kube-api');

/** What the API does not serve yet, by the scenario that asks for it. This list may only shrink. */
const notServed = [
  'budgets-status',
  'cronjobs-create-jobs',
  'cronjobs-storage',
  'daemonsets-nodes',
  'discovery-aggregated',
  'jobs-complete',
  'jobs-failed',
  'networkpolicies-drivers',
  'pods-eviction-budget',
  'pods-exec-refused',
  'statefulsets-ordinals',
];
const kubectlNotServed = ['create-generators', 'exec', 'jobs'];

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly fails: unknown;
}

/** Runs one of the scripts; answers the scenarios that failed, with what was wrong. */
async function failures(script: string, args: readonly string[], folder: string): Promise<Outcome[]> {
  const report = join(folder, `${script}.json`);
  await new Promise<void>((resolve) => {
    execFile(process.execPath, [join(scripts, script), '--json', report, ...args], () => resolve());
  });
  const outcomes = JSON.parse(await readFile(report, 'utf8')) as Outcome[];
  expect(outcomes.length).toBeGreaterThan(10);
  return outcomes.filter(({ ok }) => !ok);
}

const without = (failed: readonly Outcome[], names: readonly string[]): Outcome[] =>
  failed.filter(({ name }) => !names.includes(name));

describe('recorded conversations with a real API server', () => {
  let folder: string;
  let cluster: LocalCluster;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaoskit-api-'));
    cluster = await startLocalCluster(folder);
  });
  afterAll(async () => {
    await cluster.close();
    await rm(folder, { recursive: true });
  });

  test('requests and answers', { timeout: 300_000 }, async () => {
    const failed = await failures('replay.mjs', ['--kubeconfig', cluster.kubeconfig], folder);
    expect(without(failed, notServed)).toEqual([]);
    expect(cluster.faults).toEqual([]);
  });

  const kubectl = process.env.CHAOS_TEST_KUBECTL;
  test.skipIf(kubectl === undefined)('commands of kubectl', { timeout: 300_000 }, async () => {
    const args = ['--kubectl', kubectl ?? '', '--kubeconfig', cluster.kubeconfig];
    const failed = await failures('kubectl.mjs', args, folder);
    expect(without(failed, kubectlNotServed)).toEqual([]);
    expect(cluster.faults).toEqual([]);
  });
});
