import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChaos, startChaos, testFolder } from './support/chaos.js';
import { experiment, pythonAction, shell } from './support/experiment.js';
import { processesWith, until } from './support/processes.js';
import { deployment, isFree, kubeconfigOf, manifests, sandboxFolder } from './support/sandbox.js';

/** A mark that no other test has in its command lines. */
const mark = (what: string): string => `mark-${what}-${process.pid}`;

/** A program that stays, and can be told from others. */
const staying = (marker: string): string => `sleep 300; : ${marker}`;

test('SIGKILL during the background load: nothing goes on, and the log tells what had happened', async () => {
  const marker = mark('load');
  const nap = 'import time\ndef nap(mark):\n    open("python-naps", "w").close()\n    time.sleep(300)\n';
  const method = [
    shell('before', 'echo done'),
    shell('load', staying(marker), { background: true }),
    { ...pythonAction('naps', 'nap', { mark: marker }), background: true },
    shell('never', ': > never', { pauses: { before: 300 } }),
  ];
  const cwd = testFolder({ 'x.json': experiment(method), 'naps.py': nap });
  const run = startChaos(['run', 'x.json'], { cwd, env: { PYTHONPATH: cwd } });
  await run.logged(/Pausing before next activity/);
  await until('the load and Python run', () => {
    return processesWith(marker).length > 0 && existsSync(join(cwd, 'python-naps'));
  });
  run.child.kill('SIGKILL');
  expect((await run.ended).signal).toBe('SIGKILL');
  const left = () => processesWith(marker).length + childrenIn(cwd);
  await until('all processes of the run are gone', () => left() === 0);
  expect(existsSync(join(cwd, 'journal.json'))).toBe(false);

  const told = await runChaos(['journal', 'last'], { cwd });
  expect(told.code).toBe(0);
  expect(told.log).toMatch(/\[WARNING\] Run \S+ has not ended, or was killed/);
  const journal = JSON.parse(told.stdout);
  expect(journal).toMatchObject({
    status: 'interrupted',
    'x-incomplete': true,
    run: [
      { activity: { name: 'before' }, status: 'succeeded', output: { stdout: 'done\n' } },
      { activity: { name: 'load' }, 'x-interrupted': true },
      { activity: { name: 'nap' }, 'x-interrupted': true },
    ],
  });
  expect(journal.run).toHaveLength(3);
});

/** Python workers that were started in this folder. */
function childrenIn(folder: string): number {
  return processesWith('python').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`PYTHONPATH=${folder}`);
    } catch {
      return false;
    }
  }).length;
}

const cluster = (marker: string) => ({
  'cluster.yaml': manifests(deployment('web')),
  'sandbox.yaml': `images:\n  test/web: {command: [sh, -c, "${staying(marker)}"]}\n`,
});

test('SIGKILL of a run with a sandbox of its own leaves nothing of either', async () => {
  const marker = mark('throw-away');
  const cwd = testFolder({
    ...cluster(marker),
    'x.json': experiment([
      shell('load', staying(marker), { background: true }),
      shell('wait', staying(marker)),
    ]),
  });
  const run = startChaos(['run', 'x.json', '--sandbox', 'cluster.yaml'], { cwd, env: { TMPDIR: cwd } });
  await run.logged(/Action: wait/);
  await until('load, activity and pod run', () => processesWith(marker).length >= 3);
  run.child.kill('SIGKILL');
  await run.ended;
  await until(
    'nothing of the folder runs',
    () => processesWith(marker).length + processesWith(cwd).length === 0,
  );
  expect((await runChaos(['sandbox', 'status'], { cwd })).stdout).toContain('No sandbox is up');
});

interface Up {
  readonly pid: number;
  readonly server: string;
}

test.each(['daemon', 'agent'])(
  'SIGKILL of the %s during a run: nothing is left, the run ends, the next start cleans up',
  async (victim) => {
    const marker = mark(victim);
    const method = [
      shell('wait', 'cat released'),
      pythonAction('chaosk8s.pod.actions', 'terminate_pods', { label_selector: 'app=web' }),
    ];
    const cwd = sandboxFolder({ ...cluster(marker), 'x.json': experiment(method) });
    const up = await runChaos(['sandbox', 'up', '-f', 'cluster.yaml'], { cwd });
    const { pid, server }: Up = JSON.parse((await runChaos(['sandbox', 'status', '--json'], { cwd })).stdout);
    execFileSync('mkfifo', [join(cwd, 'released')]);
    const run = startChaos(['run', 'x.json'], { cwd, env: { KUBECONFIG: kubeconfigOf(up) } });
    await run.logged(/Action: wait/);

    const agents = processesWith('sandbox-agent.js').filter((agent) => processesWith(cwd).includes(agent));
    process.kill(victim === 'daemon' ? pid : Math.max(...agents), 'SIGKILL');
    await until('no pod runs', () => processesWith(marker).length === 0);
    await until('no process of the sandbox runs', () => processesWith(`${cwd}/.chaos`).length === 0);
    expect(await isFree(Number(new URL(server).port))).toBe(true);
    await writeFile(join(cwd, 'released'), '');
    const ended = await run.ended;
    expect(ended.log).toMatch(/\[ERROR\] {3}=> failed: .*ECONNREFUSED/);
    expect(existsSync(join(cwd, 'rolled-back'))).toBe(true);

    const again = await runChaos(['sandbox', 'up'], { cwd });
    expect(kubeconfigOf(again)).toBe(kubeconfigOf(up));
    if (victim === 'daemon')
      expect(again.log).toMatch(/\[WARNING\] Cleaned up after a sandbox that ended unexpectedly/);
  },
);
