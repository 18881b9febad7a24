import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, statSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { realClock } from '../../run/testing/real-clock.js';
import type { Json, JsonObject } from '../../values/json.js';
import { parseJson } from '../../values/parse-json.js';
import { toPlain } from '../../values/plain.js';
import { decodeOutput } from './decode-output.js';
import type { ProcessPorts } from './process-ports.js';
import { processProvider } from './process-provider.js';

const ports: ProcessPorts = {
  spawn,
  kill: (id, signal) => {
    process.kill(id, signal);
  },
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  mayExecute: (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  env: { PATH: process.env.PATH, HOME: '/nowhere' },
  clock: realClock,
};

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'chaoskit-'));
  folders.push(path);
  return path;
}

async function call(
  provider: JsonObject,
  options: { signal?: AbortSignal; configuration?: JsonObject; warnings?: string[] } = {},
): Promise<unknown> {
  const silent = (): void => {};
  const output = await processProvider(ports).run(
    {
      type: 'action',
      name: 'a',
      activity: {},
      provider,
      ...(provider.arguments === undefined ? {} : { arguments: provider.arguments }),
      configuration: options.configuration ?? {},
      secrets: {},
      background: false,
      hasTolerance: false,
    },
    {
      signal: options.signal ?? new AbortController().signal,
      log: {
        debug: silent,
        info: silent,
        warning: (message) => options.warnings?.push(message),
        error: silent,
        critical: silent,
      },
      recordUndo: async () => {},
    },
  );
  return toPlain(output);
}

/** True while the process or group is there. */
function alive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

const gone = (id: number): Promise<void> => until(`process ${id} is gone`, () => !alive(id));

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('process activities', () => {
  test('answer status and output, and warn of a status above 0', async () => {
    const warnings: string[] = [];
    expect(
      await call({ path: 'sh', arguments: ['-c', 'echo out; echo err >&2; exit 3'] }, { warnings }),
    ).toEqual({ status: 3, stdout: 'out\n', stderr: 'err\n' });
    expect(warnings).toEqual([expect.stringContaining('non-zero exit code')]);
  });

  test('tell the signal that killed the process', async () => {
    expect(await call({ path: 'sh', arguments: ['-c', 'kill -9 $$'] })).toMatchObject({ status: -9 });
  });

  test.each<[Json, string]>([
    [['<%s>', 'x y', 1.5, true, '', null, { a: 1 }], "<x y><1.5><True><{'a': 1}>"],
    [{ '<%s>': 'one', two: 'three' }, '<one><two><three>'],
    ['"<%s>" a "b c" | tr a-c A-C', '<A><B C>'],
  ])('take %j', async (args, stdout) => {
    expect(await call({ path: 'printf', arguments: args })).toMatchObject({ status: 0, stdout });
  });

  test('fail when the timeout is over, and kill the whole group', async () => {
    const pids = join(await folder(), 'pids');
    const script = `sleep 60 & echo $! > ${pids}; wait`;
    await expect(call({ path: 'sh', arguments: ['-c', script], timeout: 0.3 })).rejects.toThrow(
      'process activity took too long to complete',
    );
    await gone(Number(await readFile(pids, 'utf8')));
  });

  test('end when they are told to, even where the process ignores it', async () => {
    const stop = new AbortController();
    const ending = call(
      { path: 'sh', arguments: ['-c', 'trap "" TERM; while :; do sleep 0.05; done'] },
      { signal: stop.signal },
    );
    setTimeout(() => {
      stop.abort(new Error('enough'));
    }, 100);
    await expect(ending).rejects.toThrow('was interrupted');
  });

  test('do not wait for a grandchild that keeps the pipes open', async () => {
    const begin = performance.now();
    const output = (await call({ path: 'sh', arguments: ['-c', 'sleep 30 & echo $!'] })) as {
      stdout: string;
    };
    expect(performance.now() - begin).toBeLessThan(5000);
    // It is the user's wish that it goes on; the test tidies up.
    process.kill(Number(output.stdout), 'SIGKILL');
  });

  test('substitute path and timeout', async () => {
    expect(
      await call(
        { path: '${tool}', timeout: '${limit}', arguments: ['x'] },
        { configuration: { tool: 'echo', limit: 5 } },
      ),
    ).toMatchObject({ stdout: 'x\n' });
  });

  test('fail where the program is not there or may not be run', async () => {
    await expect(call({ path: 'no-such-program-x' })).rejects.toThrow(
      "path 'no-such-program-x' cannot be found",
    );
    const script = join(await folder(), 'script');
    await writeFile(script, '#!/bin/sh\n');
    await expect(call({ path: script, arguments: '' })).rejects.toThrow(
      `no access permission to '${script}'`,
    );
    await chmod(script, 0o755);
    expect(await call({ path: script })).toMatchObject({ status: 0 });
  });

  test('a program with a folder is called by the name that is written', async () => {
    const script = join(await folder(), 'script');
    await writeFile(script, '#!/bin/sh\necho "$0"', { mode: 0o755 });
    const path = relative(process.cwd(), script);
    expect(await call({ path })).toMatchObject({ stdout: `${path}\n` });
  });
});

test('issues are told before the run, in the words of the reference', async () => {
  const experiment = {
    method: [
      { name: 'n', provider: { type: 'process' } },
      { name: 'n', provider: { type: 'process', path: 'no-such-program-x' } },
      { name: 'n', provider: { type: 'process', path: '${later}' } },
      { name: 'n', provider: { type: 'process', path: 'sh' } },
      { name: 'n', provider: { type: 'process', path: import.meta.filename } },
    ],
  };
  const document = parseJson(JSON.stringify(experiment), 'x.json');
  const provider = processProvider(ports);
  const { signal } = new AbortController();
  const issues = await Promise.all(
    ((document.value as JsonObject).method as JsonObject[]).map((activity, index) =>
      provider.check(activity, { document, path: ['method', index] }, signal),
    ),
  );
  expect(issues.flat().map(({ message }) => message)).toEqual([
    'a process activity must have a path',
    "path 'no-such-program-x' cannot be found, in activity 'n'",
    `path '${import.meta.filename}' cannot be found, in activity 'n'`,
  ]);
  expect(issues.flat().at(-1)?.hint).toContain('may not be executed');
});

test.each([
  [Buffer.from('žluťoučký ✓'), 'žluťoučký ✓'],
  [Buffer.from([0xff, 0xfe, 0x61, 0x00]), 'a'],
  [Buffer.from([0x63, 0xe9, 0x80]), 'cé\x80'],
  [Buffer.from('a$$b'), 'a$$b'],
  [Buffer.from('\ufeffmarked'), 'marked'],
])('output %j is read', (bytes, text) => {
  expect(decodeOutput(bytes)).toBe(text);
});

test('processes are gone with the run, however it dies', async () => {
  const path = await folder();
  const pids = join(path, 'pids');
  const runner = spawn(process.execPath, [await runnerIn(path, 'spawn'), pids], { stdio: 'ignore' });
  const text = await textOf(pids);
  runner.kill('SIGKILL');
  for (const pid of text.trim().split(' ')) await gone(Number(pid));
});

test('a process is gone with a run that dies before it could tell of it', async () => {
  const path = await folder();
  const pids = join(path, 'pids');
  const dying = `(program, args, options) => {
    const child = spawn(program, args, options);
    if (args[1]?.includes('sleep 60')) process.kill(process.pid, 'SIGKILL');
    return child;
  }`;
  const runner = spawn(process.execPath, [await runnerIn(path, dying), pids], { stdio: 'ignore' });
  const [, signal] = await once(runner, 'exit');
  expect(signal).toBe('SIGKILL');
  // By its command line: it may be gone before it has written its id.
  await until('no process of the run is left', async () => (await processesWith(pids)) === 0);
});

/** A run of its own that starts a process, and a grandchild. */
async function runnerIn(path: string, spawnPort: string): Promise<string> {
  const { build } = await import('rolldown');
  const [input, outfile] = [join(path, 'runner.mjs'), join(path, 'run.mjs')];
  await writeFile(
    input,
    `import { spawn } from 'node:child_process';
        import { existsSync } from 'node:fs';
        import { setTimeout as wait } from 'node:timers/promises';
        import { processProvider } from ${JSON.stringify(join(import.meta.dirname, 'process-provider.ts'))};
        const clock = { now: () => Date.now(), mono: () => 0, sleep: (ms, signal) => wait(ms, undefined, { signal }) };
        const provider = processProvider({ spawn: ${spawnPort}, kill: process.kill.bind(process), isFile: existsSync, mayExecute: existsSync, env: process.env, clock });
        const activity = { path: 'sh', arguments: ['-c', 'sleep 60 & echo $$ $! > ' + process.argv[2] + '.new; mv ' + process.argv[2] + '.new ' + process.argv[2] + '; wait'] };
        await provider.run({ provider: activity, arguments: activity.arguments, configuration: {}, secrets: {} }, { signal: new AbortController().signal });`,
  );
  await build({
    input,
    platform: 'node',
    resolve: { conditionNames: ['source', 'node', 'import', 'default'] },
    output: { file: outfile, format: 'esm', codeSplitting: false },
    logLevel: 'silent',
  });
  return outfile;
}

/** How many processes have this in their command line. */
async function processesWith(marker: string): Promise<number> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(marker)).length;
}

/** What the file holds, once there is something. */
async function textOf(file: string): Promise<string> {
  let text = '';
  await until(`${file} is written`, async () => {
    text = await readFile(file, 'utf8').catch(() => '');
    return text !== '';
  });
  return text;
}
