import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { activityCall, openBench, providerContext, python, until } from '../testing/bridge-bench.js';

const files = {
  'lab.py': `
import asyncio, os, signal, subprocess, sys, threading, time
def pid(): return os.getpid()
def touch(path): open(path, "w").close()
def leave(): os._exit(3)
def kill(): os.kill(os.getpid(), signal.SIGKILL)
def crash():
    import ctypes
    ctypes.string_at(0)
def shout_and_leave():
    print("about to leave", file=sys.stderr)
    os._exit(4)
def nap(path, seconds=60):
    touch(path)
    time.sleep(seconds)
def nap_async(path):
    async def inner():
        touch(path)
        await asyncio.sleep(60)
    asyncio.run(inner())
def tidy(path, done):
    touch(path)
    try: time.sleep(60)
    finally: touch(done)
def tick(seconds):
    import logging
    end = time.monotonic() + seconds
    while time.monotonic() < end: logging.getLogger("chaostoolkit").debug("tick")
def spin(path):
    touch(path)
    while True: pass
def deaf(path):
    touch(path)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try: time.sleep(60)
        except KeyboardInterrupt: pass
def child(path):
    p = subprocess.Popen(["sleep", "60"], close_fds=False)
    open(path, "w").write(str(p.pid))
    time.sleep(60)
def fork():
    if os.fork() == 0: return "child"
    os.wait()
    return "parent"
def daemon():
    p = subprocess.Popen(["sleep", "3"], close_fds=False)
    return p.pid
def pool():
    from multiprocessing import get_context
    with get_context("spawn").Pool(1) as pool: return pool.map(abs, [-1, 2])
def on_main(): return threading.current_thread() is threading.main_thread()
def exits(how):
    import chaoslib.exit
    getattr(chaoslib.exit, how)()
def exits_beside(how):
    thread = threading.Thread(target=exits, args=(how,)); thread.start(); thread.join()
def signal_self(number): os.kill(os.getpid(), number); time.sleep(5)
def signal_later(number): threading.Timer(0.05, os.kill, (os.getpid(), number)).start()
`,
};

/** Starts a call and aborts it once the function has begun. */
async function aborted(
  bench: ReturnType<typeof openBench>,
  func: string,
  { background = false, args = {} } = {},
): Promise<unknown> {
  const path = join(bench.folder, `${func}-begun`);
  const controller = new AbortController();
  const call = activityCall('lab', func, { path, ...args }, { background });
  const running = bench.bridge.provider.run(call, providerContext(controller.signal));
  const outcome = running.catch((reason: unknown) => reason);
  await until(`${func} to begin`, () => existsSync(path));
  controller.abort(new Error('told to end'));
  return outcome;
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe.skipIf(python === undefined)('the Python worker (needs python3)', () => {
  test('its death is a failed call with its last words; the next call has a new one', async () => {
    await using bench = openBench({ files });
    const first = await bench.call('lab', 'pid');
    const failed = { name: 'ActivityFailedError' };
    await expect(bench.call('lab', 'leave')).rejects.toMatchObject({
      ...failed,
      message: "the Python process of 'leave' ended with exit code 3",
    });
    await expect(bench.call('lab', 'kill')).rejects.toMatchObject({
      ...failed,
      message: "the Python process of 'kill' was killed by SIGKILL",
    });
    await expect(bench.call('lab', 'shout_and_leave')).rejects.toMatchObject({
      ...failed,
      message:
        "the Python process of 'shout_and_leave' ended with exit code 4; its last words: about to leave",
    });
    await expect(bench.call('lab', 'crash')).rejects.toMatchObject({
      ...failed,
      message: expect.stringMatching(/SIGSEGV; its last words: Fatal Python error: Segmentation fault/),
    });
    const last = await bench.call('lab', 'pid');
    expect(last).not.toBe(first);
  });

  test.each(['nap', 'nap_async', 'spin'])(
    'an abort interrupts %s in the foreground, the worker lives on',
    async (func) => {
      await using bench = openBench({ files });
      const before = await bench.call('lab', 'pid');
      expect(await aborted(bench, func)).toMatchObject({ message: 'told to end' });
      expect(await bench.call('lab', 'pid')).toBe(before);
    },
  );

  test('an abort lets a call tidy up', async () => {
    // On a machine that is busy Python needs its time to come to its `finally`.
    await using bench = openBench({ files, graceMs: 30_000 });
    const done = join(bench.folder, 'tidied');
    await aborted(bench, 'tidy', { args: { done } });
    expect(existsSync(done)).toBe(true);
  });

  test('an abort interrupts a busy background call', async () => {
    await using bench = openBench({ files });
    const before = await bench.call('lab', 'pid');
    expect(await aborted(bench, 'spin', { background: true })).toMatchObject({ message: 'told to end' });
    expect(await bench.call('lab', 'pid')).toBe(before);
  });

  test('a call that ignores its abort costs the worker, and what is lost with it is named', async () => {
    await using bench = openBench({ files, graceMs: 300 });
    const path = join(bench.folder, 'beside');
    const beside = bench.call('lab', 'nap', { path }, { background: true, name: 'sleeper' });
    const lost = beside.catch((reason: unknown) => reason);
    await until('the background call to begin', () => existsSync(path));
    expect(await aborted(bench, 'deaf')).toMatchObject({ message: 'told to end' });
    expect(await lost).toMatchObject({
      name: 'ActivityFailedError',
      message: "the Python process of 'sleeper' was stopped because 'deaf' did not end when it was told to",
    });
    expect(await bench.call('lab', 'on_main')).toBe(true);
    expect(bench.logged).toEqual([
      "WARNING 'deaf' did not end within 0.3 s of being told to, so its Python process was stopped; lost with it: 'sleeper'",
    ]);
  });

  test('cancellations at any moment hit only their own call, and every call is answered', async () => {
    await using bench = openBench({ files });
    const pid = await bench.call('lab', 'pid');
    const outcomes: string[] = [];
    const play = async (background: boolean, abortAfterMs: number): Promise<void> => {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(new Error('cut')), abortAfterMs);
      const call = activityCall('lab', 'tick', { seconds: 0.002 }, { background });
      await bench.bridge.provider.run(call, providerContext(controller.signal)).then(
        () => outcomes.push('done'),
        (reason: Error) => outcomes.push(reason.message),
      );
      clearTimeout(timer);
    };
    for (let round = 0; round < 60; round++) {
      const abortAfterMs = (round % 12) / 3;
      await Promise.all([play(false, abortAfterMs), play(true, abortAfterMs), play(false, 1_000)]);
    }
    expect(outcomes).toHaveLength(180);
    expect(outcomes.filter((outcome) => outcome !== 'done' && outcome !== 'cut')).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThanOrEqual(60);
    expect(await bench.call('lab', 'pid')).toBe(pid);
  });

  test('a call waits for the import that another one has begun', async () => {
    const text = 'import time\ntime.sleep(0.2)\ndef f(): return 1';
    await using bench = openBench({ files: { 'slow.py': text } });
    const both = [bench.call('slow', 'f', {}, { background: true }), bench.call('slow', 'f')];
    expect(await Promise.all(both)).toEqual([1, 1]);
  });

  test('checks that come together all import on the main thread', async () => {
    const text =
      'import threading\nassert threading.current_thread() is threading.main_thread()\ndef f(): pass';
    const names = ['m1', 'm2', 'm3', 'm4'];
    await using bench = openBench({ files: Object.fromEntries(names.map((name) => [`${name}.py`, text])) });
    const issues = await Promise.all(names.map((name) => bench.check(name, 'f')));
    expect(issues.flat()).toEqual([]);
  });

  test('foreground calls run on the main thread, others beside it', async () => {
    await using bench = openBench({ files });
    expect(await bench.call('lab', 'on_main')).toBe(true);
    expect(await bench.call('lab', 'on_main', {}, { background: true })).toBe(false);
    const path = join(bench.folder, 'begun');
    const long = bench.call('lab', 'nap', { path, seconds: 0.3 });
    await until('the long call to begin', () => existsSync(path));
    expect(await bench.call('lab', 'on_main')).toBe(false);
    await long;
    expect(await bench.call('lab', 'on_main')).toBe(true);
  });

  test('children do not answer for the worker nor hold it open', async () => {
    await using bench = openBench({ files });
    expect(await bench.call('lab', 'fork')).toBe('parent');
    expect(await bench.call('lab', 'pool')).toEqual([1, 2]);
    const pid = Number(await bench.call('lab', 'daemon'));
    const start = performance.now();
    await expect(bench.call('lab', 'leave')).rejects.toThrow('exit code 3');
    expect(performance.now() - start).toBeLessThan(2_500);
    process.kill(pid, 'SIGKILL');
  });

  test('a worker that is stopped takes its children with it', async () => {
    await using bench = openBench({ files });
    const path = join(bench.folder, 'pid');
    const call = bench.call('lab', 'child', { path }).catch((reason: unknown) => reason);
    await until('the child', () => existsSync(path) && readFileSync(path, 'utf8') !== '');
    const pid = Number(readFileSync(path, 'utf8'));
    await bench.bridge.close();
    await call;
    await until('the child to be gone', () => !alive(pid));
  });

  test('exits are asked for by the call itself in the foreground, and over the pipe from anywhere else', async () => {
    await using bench = openBench({ files });
    await expect(bench.call('lab', 'exits', { how: 'exit_gracefully' })).rejects.toMatchObject({
      exitCode: 20,
    });
    await expect(bench.call('lab', 'exits', { how: 'exit_ungracefully' })).rejects.toMatchObject({
      exitCode: 30,
    });
    await expect(bench.call('lab', 'signal_self', { number: 10 })).rejects.toMatchObject({ exitCode: 20 });
    expect(bench.exits).toEqual([]);
    await bench.call('lab', 'exits_beside', { how: 'exit_gracefully' });
    await bench.call('lab', 'exits', { how: 'exit_ungracefully' }, { background: true });
    expect(bench.exits).toEqual([20, 30]);
    await bench.call('lab', 'signal_later', { number: 12 });
    await until('the signal to be reported', () => bench.exits.length === 3);
    expect(bench.exits).toEqual([20, 30, 30]);
  });

  test('nothing is started before the first use, and close is idempotent', async () => {
    await using bench = openBench({ files, python: '/nowhere/python' });
    await bench.bridge.close();
    await bench.bridge.close();
    await expect(bench.call('lab', 'pid')).rejects.toMatchObject({ code: 'CHAOS_E_PYTHON_CLOSED' });
  });

  test('an interpreter that is none is said to be so', async () => {
    await using bench = openBench({ files, python: '/nowhere/python' });
    await expect(bench.call('lab', 'pid')).rejects.toMatchObject({
      code: 'CHAOS_E_PYTHON_START',
      message: expect.stringContaining("Python, needed by 'pid', could not be started"),
    });
  });
});

test.skipIf(python === undefined)('the active virtual environment is used (needs python3)', async () => {
  await using bench = openBench();
  const environment = join(bench.folder, 'env');
  execFileSync(python ?? '', ['-m', 'venv', '--without-pip', environment]);
  const folder = readdirSync(join(environment, 'lib'))[0] ?? '';
  writeFileSync(join(environment, 'lib', folder, 'site-packages', 'only_here.py'), 'def f(): return 5');
  await using inside = openBench({ python: undefined, env: { VIRTUAL_ENV: environment } });
  expect(await inside.call('only_here', 'f')).toBe(5);
});

test('a Python that is too old is refused with its version', async () => {
  await using bench = openBench({
    files: { old: '#!/bin/sh\necho "Python 3.8 or newer is needed, this is 3.6.9" >&2; exit 96\n' },
  });
  const old = join(bench.folder, 'old');
  chmodSync(old, 0o755);
  await using second = openBench({ python: old });
  await expect(second.call('os', 'getcwd', {}, { name: 'look' })).rejects.toMatchObject({
    code: 'CHAOS_E_PYTHON_TOO_OLD',
    message: "'look': Python 3.8 or newer is needed, this is 3.6.9",
  });
});
