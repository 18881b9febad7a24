import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findSandbox, sandboxStatus, scaleWorkload } from '../src/index.js';
import { processesWith, until } from './support/agent-bench.js';
import {
  callerProcess,
  deployment,
  freeNodePort,
  holdPort,
  isOpen,
  type SandboxBench,
  sandboxBench,
} from './support/sandbox-bench.js';

const signal = AbortSignal.timeout(55_000);
let bench: SandboxBench;

beforeEach(() => {
  bench = sandboxBench(signal);
});
afterEach(() => bench.close());

const silent = { info: () => {}, warning: () => {} };

/** Its command line tells the pods of this test from others. */
const server = (port: number, marker: string) =>
  `{command: [node, -e, "require('http').createServer((q, r) => r.end(require('os').hostname())).listen(${port}) // ${marker}"]}`;

function daemonPid(): number {
  return JSON.parse(readFileSync(join(bench.stateDir, 'sandbox/state.json'), 'utf8')).daemon.pid;
}

/** Everything that would be left: processes by the state folder or by a mark, ports, files. */
async function nothingLeft(marker: string, ports: readonly number[]): Promise<void> {
  await until(() => processesWith(marker).length === 0 && processesWith(bench.stateDir).length === 0, signal);
  // A process's command line is gone a moment before its sockets are closed.
  for (const port of ports) await until(async () => !(await isOpen(port)), signal);
}

test('an empty sandbox: up, refused a second time, status, down', async () => {
  expect(await sandboxStatus({ stateDir: bench.stateDir })).toEqual({ state: 'down' });
  const { kubeconfig, context, server: url } = await bench.up();
  expect(statSync(kubeconfig).mode & 0o777).toBe(0o600);
  expect(readFileSync(kubeconfig, 'utf8')).toContain(`current-context: ${context}`);
  expect(readFileSync(join(bench.stateDir, '.gitignore'), 'utf8')).toBe('*\n');
  expect(await findSandbox({ stateDir: bench.stateDir })).toMatchObject({ kubeconfig, context, server: url });
  await expect(bench.up()).rejects.toMatchObject({
    code: 'CHAOS_E_SANDBOX_RUNNING',
    message: expect.stringContaining(url),
    hint: expect.stringContaining('chaos sandbox down'),
  });
  expect(await sandboxStatus({ stateDir: bench.stateDir })).toMatchObject({
    state: 'up',
    server: url,
    pods: [],
  });

  expect(await bench.down()).toBe(true);
  await nothingLeft(bench.folder, [Number(new URL(url).port)]);
  expect(readdirSync(join(bench.stateDir, 'sandbox')).sort()).toEqual(['daemon.log']);
  expect(await bench.down()).toBe(false);
  expect(bench.logged).toEqual([]);
});

test('pods are served through a NodePort, scaled, and gone with the daemon even when it is killed', async () => {
  const nodePort = await freeNodePort();
  const marker = `mark-${nodePort}-${process.pid}`;
  bench.write({
    'cluster.yaml': deployment('web', { port: 8001, nodePort }),
    'sandbox.yaml': `images:\n  test/web: ${server(8001, marker)}\n`,
  });
  const { server: url } = await bench.up({ files: ['cluster.yaml'] });
  const first = await (await fetch(`http://127.0.0.1:${nodePort}/`)).text();
  expect(first).toMatch(/^web-/);
  const target = {
    stateDir: bench.stateDir,
    kind: 'deploy',
    name: 'web',
    namespace: 'default',
    log: silent,
    signal,
  };
  await scaleWorkload({ ...target, replicas: 2, wait: true });
  const status = await sandboxStatus({ stateDir: bench.stateDir });
  expect(status).toMatchObject({
    deployments: [{ name: 'web', replicas: 2, available: 2 }],
    nodePorts: [{ service: 'web', port: 8001, nodePort }],
  });
  expect(processesWith(marker)).toHaveLength(2);
  await expect(scaleWorkload({ ...target, name: 'nope', replicas: 1, wait: true })).rejects.toThrow(
    'there is no deployment nope in namespace default',
  );

  process.kill(daemonPid(), 'SIGKILL');
  await nothingLeft(marker, [nodePort, Number(new URL(url).port)]);
  expect(await sandboxStatus({ stateDir: bench.stateDir })).toMatchObject({ state: 'stale' });
  await bench.up({ wait: false });
  expect(bench.logged).toEqual([
    expect.stringMatching(/^warning Cleaned up after a sandbox that ended unexpectedly/),
  ]);
});

test('the sandbox ends when its agent is killed', async () => {
  const marker = `mark-agent-${process.pid}`;
  bench.write({
    'cluster.yaml': deployment('web', { port: 8001 }),
    'sandbox.yaml': `images:\n  test/web: ${server(8001, marker)}\n`,
  });
  const { server: url } = await bench.up({ files: ['cluster.yaml'] });
  const agent = processesWith('sandbox-agent.js').filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(bench.stateDir),
  );
  process.kill(Math.max(...agent), 'SIGKILL');
  await nothingLeft(marker, [Number(new URL(url).port)]);
  expect(existsSync(join(bench.stateDir, 'sandbox/kubeconfig'))).toBe(false);
  expect(readFileSync(join(bench.stateDir, 'sandbox/daemon.log'), 'utf8')).toContain(
    'the node agent has ended',
  );
});

test('an agent that is killed while the start waits ends the start', async () => {
  const marker = `mark-wait-${process.pid}`;
  bench.write({
    'cluster.yaml': deployment('web', { port: 8001 }),
    'sandbox.yaml': `images:\n  test/web: {command: [sh, -c, "sleep 50 # ${marker}"]}\n`,
  });
  const starting = bench.up({ files: ['cluster.yaml'] });
  starting.catch(() => {});
  await until(() => processesWith(marker).length > 0, signal);
  const agent = processesWith('sandbox-agent.js').filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(bench.stateDir),
  );
  process.kill(Math.max(...agent), 'SIGKILL');
  await expect(starting).rejects.toMatchObject({ code: 'CHAOS_E_SANDBOX_AGENT_GONE' });
  await nothingLeft(marker, []);
});

test('a throw-away sandbox ends with the process that started it', async () => {
  const marker = `mark-caller-${process.pid}`;
  bench.write({
    'cluster.yaml': deployment('web', { port: 8001 }),
    'sandbox.yaml': `images:\n  test/web: ${server(8001, marker)}\n`,
  });
  const caller = callerProcess(bench, ['cluster.yaml']);
  const said = (await once(caller.stdout ?? caller, 'data'))[0];
  expect(String(said)).toContain('"up"');
  expect(processesWith(marker)).toHaveLength(1);
  caller.kill('SIGKILL');
  await nothingLeft(marker, []);
  expect(existsSync(bench.stateDir)).toBe(false);
});

test('works inside a network namespace of the user', async () => {
  const nodePort = 30_080;
  bench.write({
    'cluster.yaml': deployment('web', { port: 8001, nodePort }),
    'sandbox.yaml': `images:\n  test/web: ${server(8001, 'inner')}\n`,
  });
  const prefix = ['unshare', '-Urn', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
  const caller = callerProcess(bench, ['cluster.yaml'], prefix);
  const said = (await once(caller.stdout ?? caller, 'data'))[0];
  expect(String(said)).toContain('"up"');
  caller.kill('SIGKILL');
  await nothingLeft(bench.folder, []);
});

test('a port that is taken is named, with the service that wants it, and nothing is left', async () => {
  const taken = await holdPort(await freeNodePort());
  bench.write({
    'cluster.yaml': deployment('web', { port: 8001, nodePort: taken.port }),
    'sandbox.yaml': `images:\n  test/web: ${server(8001, 'never')}\n`,
  });
  await expect(bench.up({ files: ['cluster.yaml'], wait: false })).rejects.toMatchObject({
    code: 'CHAOS_E_SANDBOX_NODE_PORT',
    message: `port ${taken.port} of service default/web can't be had: another program listens there`,
    hint: expect.stringContaining('change nodePort in the manifest of service default/web'),
  });
  taken.close();
  await nothingLeft(bench.folder, []);
  expect(await bench.down()).toBe(false);
});

test('a program that dies at once is told with its last lines', async () => {
  bench.write({
    'cluster.yaml': deployment('web', { port: 8001 }),
    'sandbox.yaml': 'speed: 100\nimages:\n  test/web: {command: [sh, -c, "echo no database; exit 3"]}\n',
  });
  await expect(bench.up({ files: ['cluster.yaml'] })).rejects.toMatchObject({
    message: expect.stringMatching(
      /deployment\/web can't become available[\s\S]*exit code 3[\s\S]*no database/,
    ),
  });
  await nothingLeft(bench.folder, []);
});

test.each([
  ['a file that is missing', {}, "can't read cluster.yaml: no such file"],
  [
    'an unknown kind',
    { 'cluster.yaml': 'apiVersion: v9\nkind: Thing\nmetadata: {name: x}\n' },
    'does not serve v9 Thing',
  ],
  ['no YAML', { 'cluster.yaml': 'a: [1\n' }, 'not valid YAML'],
  ['an unknown image', { 'cluster.yaml': deployment('web', { port: 1 }) }, 'image "test/web" is not known'],
])('%s: one clear error, and nothing is left', async (_name, files, message) => {
  bench.write(files);
  const failure = await bench.up({ files: ['cluster.yaml'] }).catch((reason: unknown) => reason);
  expect(failure).toMatchObject({ name: 'ChaosError', message: expect.stringContaining(message) });
  await nothingLeft(bench.folder, []);
  expect(existsSync(join(bench.stateDir, 'sandbox/state.json'))).toBe(false);
});

test('an aborted start leaves nothing', async () => {
  const abort = new AbortController();
  bench.write({
    'cluster.yaml': deployment('web', { port: 8001 }),
    'sandbox.yaml': 'images:\n  test/web: {command: [sleep, "50"]}\n',
  });
  const starting = bench.up({ files: ['cluster.yaml'], signal: abort.signal });
  await until(() => processesWith(bench.stateDir).length >= 3, signal);
  abort.abort(new Error('enough'));
  await expect(starting).rejects.toThrow('enough');
  await nothingLeft(bench.folder, []);
  expect(await bench.down()).toBe(false);
});

test('no socket has a name once the sandbox is up', async () => {
  const run = join(bench.folder, 'run');
  mkdirSync(run);
  vi.stubEnv('XDG_RUNTIME_DIR', run);
  await bench.up({ wait: false });
  vi.unstubAllEnvs();
  expect(readdirSync(run)).toEqual([]);
});
