import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { processTree, proportionalMb } from '../process-tree.mjs';
import { alternate, median } from '../timing.mjs';

const PROGRAMS = ['front.mjs', 'middle.mjs', 'back.mjs'];

/** The sandbox with lab 1's manifests: time to start, an API list, memory. */
export async function measureSandbox(bench) {
  const dir = join(bench.dir, 'lab1');
  cpSync(join(bench.root, 'examples/lab1'), dir, { recursive: true });
  // Any free node port will do here.
  const manifest = join(dir, 'cluster.yaml');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/^\s*nodePort: .*\n/m, ''));
  const sandbox = (...args) =>
    spawnSync(process.execPath, [bench.chaosPath, 'sandbox', ...args], { cwd: dir, encoding: 'utf8' });
  const down = () => sandbox('down');
  const status = () => JSON.parse(sandbox('status', '--json').stdout);
  const up = (...flags) => bench.chaos(['sandbox', 'up', '-f', 'cluster.yaml', ...flags], { cwd: dir });

  const untilReady = async () => {
    const { ms } = await up('--no-wait');
    down();
    return ms;
  };
  const untilStarted = async () => {
    const started = performance.now();
    await up('--no-wait');
    // Asking for the daemon's pid takes a start of `chaos`, in which the programs may all have started: an upper bound.
    const { pid } = status();
    await until(() => programsOf(pid).size === PROGRAMS.length);
    const ms = performance.now() - started;
    down();
    return ms;
  };
  const [ready, processes] = await alternate(3, [untilReady, untilStarted]);

  await up();
  try {
    const { pid, kubeconfig } = status();
    const own = processTree(pid).filter(
      ({ command }) => !PROGRAMS.some((name) => command.some((word) => word.endsWith(name))),
    );
    const memory = own.reduce((sum, process) => sum + proportionalMb(process.pid), 0);
    const list = await listPods(readFileSync(kubeconfig, 'utf8'), 1000);
    return [
      { name: 'sandbox with lab 1: `up` to API ready', unit: 's', limit: 0.6, value: ready / 1000 },
      {
        name: "sandbox with lab 1: `up` to all pods' processes started",
        unit: 's',
        limit: 1.5,
        value: processes / 1000,
      },
      { name: 'sandbox API: list of 1,000 pods', unit: 'ms', limit: 50, value: list },
      { name: 'sandbox memory with lab 1, without the services', unit: 'MB', limit: 200, value: memory },
    ];
  } finally {
    down();
  }
}

async function until(condition, timeoutMs = 20_000) {
  const deadline = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('what the bench waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Which of the three services' programs run as a Node process below the daemon. */
function programsOf(pid) {
  const words = processTree(pid)
    .map(({ command }) => command)
    .filter(([program = '']) => program.endsWith('node'));
  return new Set(
    words.flatMap((command) => PROGRAMS.filter((name) => command.some((word) => word.endsWith(name)))),
  );
}

/** Median milliseconds of a list of `count` pods that nothing runs: created without a node to run them. */
async function listPods(kubeconfig, count) {
  const server = new URL(/server: (\S+)/.exec(kubeconfig)[1]);
  const token = /token: "?([^"\s]+)/.exec(kubeconfig)[1];
  const ca = Buffer.from(/certificate-authority-data: "?([^"\s]+)/.exec(kubeconfig)[1], 'base64');
  const call = (method, path, body) =>
    new Promise((resolve, reject) => {
      const options = {
        method,
        ca,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      };
      const sent = request(new URL(path, server), options, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }),
        );
      });
      sent.on('error', reject);
      sent.end(body && JSON.stringify(body));
    });
  const pods = '/api/v1/namespaces/default/pods';
  for (let index = 0; index < count; index++) {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `bench-${index}`, labels: { bench: 'yes' } },
      // No node has this label, so the pod stays pending.
      spec: {
        nodeSelector: { bench: 'nowhere' },
        containers: [{ name: 'main', image: 'registry.k8s.io/pause:3.9' }],
      },
    };
    const { status, text } = await call('POST', pods, pod);
    if (status !== 201) throw new Error(`a pod could not be created: ${status} ${text}`);
  }
  const times = [];
  for (let round = 0; round < 7; round++) {
    const started = performance.now();
    const { text } = await call('GET', `${pods}?labelSelector=bench%3Dyes`);
    times.push(performance.now() - started);
    const { items } = JSON.parse(text);
    if (items.length !== count) throw new Error(`the list has ${items.length} pods instead of ${count}`);
  }
  return median(times);
}
