import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChaos, startChaos } from './support/chaos.js';
import { experiment, pythonAction, readJournal, shell } from './support/experiment.js';
import { kubeconfig } from './support/kubeconfig.js';
import { deployment, kubeconfigOf, manifests, sandboxFolder, service } from './support/sandbox.js';

const cluster = {
  'cluster.yaml': manifests(deployment('web'), service('web', 8001)),
  'sandbox.yaml': 'images:\n  test/web: {command: [sleep, "300"]}\n',
};
const scale = (replicas: number) =>
  pythonAction('chaosk8s.deployment.actions', 'scale_deployment', { name: 'web', replicas });
const abort = pythonAction('sandbox.faults', 'abort', { service: 'web', status: 503, share: 1 });
const faults = { ...pythonAction('sandbox.faults', 'active'), type: 'probe' };

async function upAndRunning() {
  const cwd = sandboxFolder({
    ...cluster,
    'x.json': experiment([scale(3), abort, shell('wait', 'sleep 300')], { rollbacks: [] }),
  });
  const KUBECONFIG = kubeconfigOf(await runChaos(['sandbox', 'up', '-f', 'cluster.yaml'], { cwd }));
  const run = startChaos(['run', 'x.json'], { cwd, env: { KUBECONFIG } });
  await run.logged(/Action: wait/);
  const replicas = async (): Promise<number> => {
    const { stdout } = await runChaos(['sandbox', 'status', '--json'], { cwd });
    return JSON.parse(stdout).deployments[0].replicas;
  };
  return { cwd, KUBECONFIG, run, replicas };
}

test('what a run that was killed has changed is taken back, once, the last change first', async () => {
  const { cwd, KUBECONFIG, run, replicas } = await upAndRunning();
  const early = await runChaos(['undo', 'last'], { cwd });
  expect(early.code).toBe(1);
  expect(early.log).toMatch(/\[ERROR\] run \S+ goes on, or is being undone\n {4}hint: /);
  run.child.kill('SIGKILL');
  await run.ended;
  expect(await replicas()).toBe(3);

  // The sandbox of the folder is the cluster that the run touched: KUBECONFIG need not be set.
  const undone = await runChaos(['undo', 'last'], { cwd });
  expect(undone.log).toBe(
    [
      "[INFO] Undo of 'abort': sandbox.faults.remove",
      "[INFO] Undo of 'scale_deployment': chaosk8s.deployment.actions.scale_deployment",
      '[INFO] Changes undone: 2 of 2',
      '',
    ].join('\n'),
  );
  expect(undone.code).toBe(0);
  expect(await replicas()).toBe(1);
  const left = experiment([faults], { rollbacks: [] });
  const [id = ''] = readdirSync(join(cwd, '.chaos/runs'));
  await runChaos(['run', '-'], { cwd, env: { KUBECONFIG }, stdin: JSON.stringify(left) });
  expect(readJournal(cwd).run[0]).toMatchObject({ status: 'succeeded', output: [] });

  const again = await runChaos(['undo', id], { cwd });
  expect(again).toMatchObject({ code: 0, log: `[INFO] Run ${id} has left nothing that can be undone\n` });
  const journal = await runChaos(['journal', id], { cwd });
  expect(journal.log).toContain('has not ended, or was killed');
  expect(JSON.parse(journal.stdout)).toMatchObject({ status: 'interrupted', 'x-incomplete': true });
});

test('changes are taken back on the cluster that the run touched, or on one that is named; what is left is told', async () => {
  const { cwd, run } = await upAndRunning();
  run.child.kill('SIGKILL');
  await run.ended;
  await runChaos(['sandbox', 'down'], { cwd });
  const elsewhere = kubeconfig('production', 'http://127.0.0.1:1');
  const env = { KUBECONFIG: join(cwd, 'elsewhere') };
  writeFileSync(env.KUBECONFIG, JSON.stringify(elsewhere));
  const refused = await runChaos(['undo', 'last'], { cwd, env });
  expect(refused.code).toBe(1);
  expect(refused.log).toMatch(
    /\[ERROR\] the run changed context chaoskit-sandbox, server \S+, but sandbox\.faults\.remove would now go to context production, server http:\/\/127\.0\.0\.1:1\n {4}hint: set KUBECONFIG/,
  );
  const failed = await runChaos(['undo', 'last', '--context', 'production'], { cwd, env });
  expect(failed.code).toBe(5);
  expect(failed.log.match(/\[ERROR\] {3}=> not undone: .*ECONNREFUSED/g)).toHaveLength(2);
  expect(failed.log).toContain('[INFO] Changes undone: 0 of 2');
  expect(failed.stderr).not.toMatch(/^ +at (async )?\S+ \(|node:internal/m);
});
