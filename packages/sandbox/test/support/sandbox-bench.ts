import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, stopSandbox } from '../../src/index.js';
import { entries } from './agent-bench.js';

export interface SandboxBench {
  readonly folder: string;
  readonly stateDir: string;
  readonly logged: readonly string[];
  /** Writes files into the folder. */
  write(files: Readonly<Record<string, string>>): void;
  up(options?: Partial<Parameters<typeof startSandbox>[0]>): ReturnType<typeof startSandbox>;
  down(): Promise<boolean>;
  close(): Promise<void>;
}

/** A folder of its own for a sandbox. */
export function sandboxBench(signal: AbortSignal): SandboxBench {
  const folder = mkdtempSync(join(tmpdir(), 'chaoskit-sandbox-test-'));
  const stateDir = join(folder, '.chaos');
  const logged: string[] = [];
  const log = {
    info: (message: string) => void logged.push(`info ${message}`),
    warning: (message: string) => void logged.push(`warning ${message}`),
  };
  const down = () => stopSandbox({ stateDir, log, signal });
  return {
    folder,
    stateDir,
    logged,
    write: (files) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    },
    up: (options) =>
      startSandbox({
        folder,
        stateDir,
        files: [],
        wait: true,
        lenient: false,
        entries,
        log,
        signal,
        ...options,
      }),
    down,
    close: async () => {
      await down();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Manifests of a Deployment with a NodePort service. */
export function deployment(
  name: string,
  options: { replicas?: number; port: number; nodePort?: number },
): string {
  const { replicas = 1, port, nodePort } = options;
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: {
      ...(nodePort === undefined ? {} : { type: 'NodePort' }),
      selector: { app: name },
      ports: [{ port, ...(nodePort === undefined ? {} : { nodePort }) }],
    },
  };
  const template = {
    metadata: { labels: { app: name } },
    spec: {
      containers: [
        { name, image: `test/${name}`, readinessProbe: { tcpSocket: { port }, periodSeconds: 1 } },
      ],
    },
  };
  const workload = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas, selector: { matchLabels: { app: name } }, template },
  };
  return [workload, service].map((object) => JSON.stringify(object)).join('\n---\n');
}

/** A free port in the range of NodePorts. */
export async function freeNodePort(): Promise<number> {
  for (;;) {
    const port = 30_000 + Math.floor(Math.random() * 2767);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen({ port, host: '127.0.0.1' }, () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** Holds a port as another program would. */
export async function holdPort(port: number): Promise<{ port: number; close(): void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ port, host: '127.0.0.1' }, resolve));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * A process that starts the daemon as `startSandbox` does with `endWithCaller`, says `up` and stays; it can be killed without
 * hurting the tests. `prefix` is a command that it runs under.
 */
export function callerProcess(
  bench: SandboxBench,
  files: readonly string[],
  prefix: readonly string[] = [],
): ChildProcess {
  const options = {
    folder: bench.folder,
    stateDir: bench.stateDir,
    files,
    lenient: false,
    wait: true,
    agentEntry: entries.agent,
    endWithCaller: true,
  };
  mkdirSync(join(bench.stateDir, 'sandbox'), { recursive: true });
  const script = `
    const child = require('child_process').spawn(process.execPath, ${JSON.stringify([entries.daemon, JSON.stringify(options)])},
      { detached: true, stdio: ['pipe', 'ignore', 'inherit', 'pipe'] });
    child.stdio[3].on('data', (text) => {
      process.stdout.write(text);
      if (String(text).includes('"up"')) child.stdio[3].end('on your own\\n');
    });
    child.on('exit', (code) => process.exit(code));
  `;
  const [program = process.execPath, ...args] = [...prefix, process.execPath, '-e', script];
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}
