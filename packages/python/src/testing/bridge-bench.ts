import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  ActivityCall,
  ActivityPlace,
  Issue,
  Json,
  JsonObject,
  Logger,
  LogLevel,
  ProviderContext,
} from '@chaoskit/core';
import { createPythonBridge, type PythonBridge, type PythonBridgeOptions } from '../index.js';

/** The interpreter itself: a version manager's script in front of it would cost time at each start. */
export const python = findPython();

function findPython(): string | undefined {
  const found = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : undefined;
}

export interface Bench extends AsyncDisposable {
  readonly bridge: PythonBridge;
  readonly folder: string;
  /** `LEVEL message`, in order. */
  readonly logged: string[];
  readonly printed: string[];
  readonly exits: number[];
  call(module: string, func: string, args?: JsonObject, more?: Partial<ActivityCall>): Promise<Json>;
  check(module: Json, func: Json, args?: Json): Promise<readonly Issue[]>;
}

export type BenchOptions = Omit<Partial<PythonBridgeOptions>, 'python'> & {
  /** Modules by their file names. */
  readonly files?: Record<string, string>;
  /** Undefined: as the environment says. @default the machine's own */
  readonly python?: string | undefined;
};

export const workerPath = join(dirname(fileURLToPath(import.meta.url)), '../../worker/worker.py');

/** A bridge over a fresh folder of modules that is on PYTHONPATH. */
export function openBench({ files = {}, env = {}, ...given }: BenchOptions = {}): Bench {
  const { python: chosen, ...options } = 'python' in given ? given : { ...given, python };
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bridge-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const logged: string[] = [];
  const printed: string[] = [];
  const exits: number[] = [];
  const bridge = createPythonBridge({
    workerPath,
    ...(chosen === undefined ? {} : { python: chosen }),
    env: { PATH: process.env.PATH, PYTHONPATH: folder, ...env },
    cwd: folder,
    log: loggerInto(logged),
    onOutput: (stream, line) => void printed.push(`${stream} ${line}`),
    onExitRequest: (code) => void exits.push(code),
    ...options,
  });
  return {
    bridge,
    folder,
    logged,
    printed,
    exits,
    call: (module, func, args, more) => {
      const call = activityCall(module, func, args, more);
      return bridge.provider.run(call, providerContext(new AbortController().signal));
    },
    check: (module, func, args) => {
      const provider = { type: 'python', module, func, ...(args === undefined ? {} : { arguments: args }) };
      const activity = { type: 'action', name: 'n', provider };
      return bridge.provider.check(activity, anyPlace, new AbortController().signal);
    },
    async [Symbol.asyncDispose]() {
      await bridge.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function activityCall(
  module: string,
  func: string,
  args: JsonObject = {},
  more: Partial<ActivityCall> = {},
): ActivityCall {
  const provider = { type: 'python', module, func };
  return {
    type: 'action',
    name: func,
    activity: { type: 'action', name: func, provider },
    provider,
    arguments: args,
    configuration: {},
    secrets: {},
    background: false,
    hasTolerance: false,
    ...more,
  };
}

export function providerContext(signal: AbortSignal): ProviderContext {
  return { signal, log: loggerInto([]), recordUndo: async () => undefined };
}

export const anyPlace: ActivityPlace = {
  document: { source: 'x.json', value: null, locate: (path) => ({ file: 'x.json', path: path.join('.') }) },
  path: ['method', 0],
};

export function loggerInto(lines: string[]): Logger {
  const at = (level: LogLevel) => (message: string) => void lines.push(`${level} ${message}`);
  return {
    debug: at('DEBUG'),
    info: at('INFO'),
    warning: at('WARNING'),
    error: at('ERROR'),
    critical: at('CRITICAL'),
  };
}

/** Waits for a condition; the error names it. */
export async function until(what: string, holds: () => boolean, timeoutMs = 10_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
