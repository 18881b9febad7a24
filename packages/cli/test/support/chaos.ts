import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const CHAOS = fileURLToPath(new URL('../../bin/chaos.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** Without the time in the prefix: `[INFO] message`. */
  readonly log: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** A command that `chaos` runs under. */
  readonly under?: readonly string[];
}

/** A `chaos` process that is running. */
export interface Started {
  readonly child: ChildProcess;
  /** Resolves once standard error matches; rejects when the process ends before. */
  logged(pattern: RegExp): Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Starts the real command. What is left of it when the test ends is killed. */
export function startChaos(
  args: readonly string[],
  { cwd, env, stdin = '', under = [] }: StartOptions,
): Started {
  const [program = process.execPath, ...words] = [...under, process.execPath, CHAOS, ...args];
  const child = spawn(program, words, {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      PYTHONDONTWRITEBYTECODE: '1',
      ...env,
    },
    stdio: 'pipe',
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const ended = once(child, 'close').then(
    ([code, signal]): Ended => ({
      code,
      signal,
      stdout,
      stderr,
      log: stderr.replace(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /gm, '['),
    }),
  );
  const logged = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = () => {
        if (pattern.test(stderr)) resolve();
      };
      check();
      child.stderr.on('data', check);
      void ended.then(() => reject(new Error(`ended without logging ${pattern}:\n${stderr}`)));
    });
  return { child, logged, ended };
}

/** Runs the real command to its end. */
export const runChaos = (args: readonly string[], options: StartOptions): Promise<Ended> =>
  startChaos(args, options).ended;

/** A folder of its own for one test, with these files in it; values that are no text are written as JSON. */
export function testFolder(files: Readonly<Record<string, unknown>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-cli-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return folder;
}
