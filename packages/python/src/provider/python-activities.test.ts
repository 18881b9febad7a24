import { type JsonObject, RawNumber } from '@chaoskit/core';
import { describe, expect, test } from 'vitest';
import { openBench, python } from '../testing/bridge-bench.js';

const clock = `
import datetime, decimal, enum, logging, math, uuid, collections, dataclasses
from chaoslib.exceptions import ActivityFailed, InterruptExecution
from logzero import logger
ticks = 0
def tick(by=1):
    global ticks
    ticks += by
    return ticks
def same(value): return value
def kind(value): return type(value).__name__
def given(configuration, secrets=None, zone="UTC"):
    configuration["added"] = 1
    return [zone, sorted(configuration), secrets]
def plain(**kwargs): return sorted(kwargs)
def stop(): raise ActivityFailed("the spring snapped")
def chained():
    try: {}["cog"]
    except KeyError as x: raise RuntimeError("no cog") from x
def crash(): raise FileNotFoundError(2, "No such file", "wheel")
def interrupt(): raise InterruptExecution("enough")
def leave(code): raise SystemExit(code)
def talk():
    logger.error("Found %s", "it")
    logging.getLogger("chaostoolkit").debug("quiet")
    try: 1 / 0
    except ZeroDivisionError: logger.exception("oops")
    logging.getLogger("other").warning("elsewhere")
    print("to stdout")
class Thing:
    def __str__(self): return "a thing"
@dataclasses.dataclass
class Point:
    x: int
def odd():
    loop = []; loop.append(loop)
    return [b"ok", b"\\xff", {3, 1, 2}, (1, 2), datetime.date(2020, 1, 2), decimal.Decimal("1.50"),
        uuid.UUID(int=1), Thing(), Point(3), {1: "one", (1, 2): "two"}, loop, "\\ud800", float("nan"), range(2).__class__]
`;
const files = { 'clock.py': clock };

describe.skipIf(python === undefined)('python activities (needs python3)', () => {
  test('call functions; the state of modules lasts for the run', async () => {
    await using bench = openBench({ files });
    expect(await bench.call('clock', 'tick')).toBe(1);
    expect(await bench.call('clock', 'tick', { by: 5 })).toBe(6);
    expect(await bench.call('posixpath', 'basename', { p: '/a/b.txt' })).toBe('b.txt');
  });

  test('numbers keep what they are in both directions', async () => {
    await using bench = openBench({ files });
    const float = new RawNumber('1.0', 'float');
    const large = new RawNumber('123456789012345678901234567890', 'int');
    const values = [
      float,
      large,
      1,
      0.5,
      -7,
      1e-7,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      'é \u2028',
      null,
      true,
    ];
    expect(await bench.call('clock', 'same', { value: values })).toEqual(values);
    expect(await bench.call('clock', 'kind', { value: float })).toBe('float');
    expect(await bench.call('clock', 'kind', { value: large })).toBe('int');
    expect(await bench.call('clock', 'same', { value: { text: '1.0 and 2e5' } })).toEqual({
      text: '1.0 and 2e5',
    });
  });

  test('configuration and secrets go to functions that name them', async () => {
    await using bench = openBench({ files });
    const configuration = { b: 1 };
    const injectedSecrets = { token: 't' };
    expect(await bench.call('clock', 'given', {}, { configuration })).toEqual(['UTC', ['added', 'b'], null]);
    expect(await bench.call('clock', 'given', { zone: 'CET' }, { configuration, injectedSecrets })).toEqual([
      'CET',
      ['added', 'b'],
      { token: 't' },
    ]);
    expect(await bench.call('clock', 'plain', { a: 1 }, { configuration, injectedSecrets })).toEqual(['a']);
  });

  test('any exception is a failure with its type, message and traceback', async () => {
    await using bench = openBench({ files });
    const failed = { name: 'ActivityFailedError' };
    await expect(bench.call('clock', 'stop')).rejects.toMatchObject({
      ...failed,
      message: 'chaoslib.exceptions.ActivityFailed: the spring snapped',
    });
    await expect(bench.call('clock', 'crash')).rejects.toMatchObject({
      ...failed,
      message: "FileNotFoundError: [Errno 2] No such file: 'wheel'",
    });
    await expect(bench.call('clock', 'tick', { wrong: 1 })).rejects.toMatchObject({
      ...failed,
      message: expect.stringContaining('TypeError: tick() got an unexpected keyword argument'),
    });
    const error = await bench.call('clock', 'chained').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ ...failed, message: 'RuntimeError: no cog' });
    const { traceback } = error as { traceback: string[] };
    expect(traceback.at(-1)).toBe('chaoslib.exceptions.ActivityFailed: RuntimeError: no cog\n');
    expect(traceback.every((line) => line.endsWith('\n'))).toBe(true);
    expect(traceback.join('')).toContain("KeyError: 'cog'");
    expect(traceback.join('')).not.toContain('chaoskit_worker');
  });

  test('interruptions and exits are handed on; a missing function is unexpected', async () => {
    await using bench = openBench({ files });
    await expect(bench.call('clock', 'interrupt')).rejects.toMatchObject({
      name: 'InterruptExecutionError',
      message: 'enough',
    });
    await expect(bench.call('clock', 'leave', { code: 7 })).rejects.toMatchObject({ exitCode: 7 });
    await expect(bench.call('clock', 'leave', { code: 'bye' })).rejects.toMatchObject({ exitCode: 1 });
    await expect(bench.call('clock', 'nope')).rejects.toMatchObject({ name: 'ChaosError' });
    await expect(bench.call('no_such_module', 'x')).rejects.toMatchObject({
      message: "ModuleNotFoundError: No module named 'no_such_module'",
    });
  });

  test('an output of any type can be written down', async () => {
    await using bench = openBench({ files });
    expect(await bench.call('clock', 'odd')).toEqual([
      'ok',
      'base64:/w==',
      [1, 2, 3],
      [1, 2],
      '2020-01-02',
      '1.50',
      '00000000-0000-0000-0000-000000000001',
      'a thing',
      { x: 3 },
      { '1': 'one', '(1, 2)': 'two' },
      ['<circular>'],
      '\ud800',
      Number.NaN,
      "<class 'range'>",
    ]);
  });

  test('log messages arrive with their level, prints as lines', async () => {
    await using bench = openBench({ files });
    await bench.call('clock', 'talk');
    await bench.bridge.close();
    expect(bench.logged.slice(0, 2)).toEqual(['ERROR Found it', 'DEBUG quiet']);
    expect(bench.logged[2]).toMatch(/^ERROR oops\nTraceback .*ZeroDivisionError: division by zero$/s);
    expect([...bench.printed].sort()).toEqual(['stderr elsewhere', 'stdout to stdout']);
  });

  test('variables that they set are told to the engine, once', async () => {
    const told: JsonObject[] = [];
    await using bench = openBench({
      files: {
        'home.py':
          'import os\ndef put(name, value): os.environ[name] = value\ndef drop(name): del os.environ[name]\n',
      },
      onEnvironment: (changes) => void told.push(changes),
    });
    await bench.call('home', 'put', { name: 'KEY', value: 'é' });
    await bench.call('posixpath', 'basename', { p: '/a' });
    await bench.call('home', 'drop', { name: 'KEY' });
    await expect(bench.call('home', 'drop', { name: 'KEY' })).rejects.toThrow('KeyError');
    expect(told).toEqual([{ KEY: 'é' }, { KEY: null }]);
  });

  test('the working directory is not on the path, PYTHONPATH is', async () => {
    await using bench = openBench({ files, env: { PYTHONPATH: '/nowhere' } });
    await expect(bench.call('clock', 'tick')).rejects.toThrow("No module named 'clock'");
    await expect(bench.call('worker', 'start')).rejects.toThrow("No module named 'worker'");
  });

  test('a thousand calls take little time', async () => {
    await using bench = openBench({ files });
    await bench.call('clock', 'tick');
    const start = performance.now();
    for (let index = 0; index < 1_000; index++) await bench.call('clock', 'tick');
    const eachMs = (performance.now() - start) / 1_000;
    expect(eachMs).toBeLessThan(2);
    if (process.env.BENCH !== undefined) console.log(`${eachMs.toFixed(3)} ms a call`);
  });
});
