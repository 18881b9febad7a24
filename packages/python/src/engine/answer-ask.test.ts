import { ActivityFailedError, type Json, type JsonObject } from '@chaoskit/core';
import { describe, expect, test } from 'vitest';
import { activityCall, type Bench, openBench, providerContext, python } from '../testing/bridge-bench.js';
import type { EngineServices } from './engine-services.js';

const files = {
  'guard.py': `
import threading
from chaoslib import canonical_json, decode_bytes, experiment_hash, substitute
from chaoslib.caching import cache_activities, clear_cache, lookup_activity, with_cache
from chaoslib.activity import ensure_activity_is_valid, run_activity
from chaoslib.configuration import load_configuration
from chaoslib.control import controls
from chaoslib.exceptions import ActivityFailed, ChaosException, InvalidActivity
from chaoslib.extension import get_extension, merge_extension, set_extension
from chaoslib.hypothesis import ensure_hypothesis_tolerance_is_valid, within_tolerance
from chaoslib.secret import load_secrets

def caught(function, *args):
    try: return function(*args)
    except ChaosException as x: return [type(x).__name__, str(x)]
def all_of_it():
    python = {"type": "probe", "name": "p", "provider": {"type": "python", "module": "guard", "func": "double", "arguments": {"value": "\${n}"}}}
    return [
        run_activity(python, {"n": 4}, None),
        run_activity({"name": "h", "provider": {"type": "http"}}, {"a": 1.0}, {}),
        caught(run_activity, {"name": "fails", "provider": {"type": "http"}}, {}, {}),
        caught(ensure_activity_is_valid, {"name": "bad"}),
        caught(ensure_hypothesis_tolerance_is_valid, 5),
        within_tolerance(3, 3), within_tolerance(3, 4),
        load_configuration({"a": 1}, {"b": 2}),
        load_secrets({"g": {"s": "x"}}, {}),
    ]
def double(value): return 2 * value
def inside_threads():
    out = []
    thread = threading.Thread(target=lambda: out.append(within_tolerance("nested", 1)))
    thread.start(); thread.join()
    return out
def judge(): return threading.current_thread() is threading.main_thread()
def before_activity_control(context): context["seen"] = True
def with_controls():
    activity = {"name": "x", "controls": [{"name": "c", "provider": {"type": "python", "module": "guard"}}]}
    with controls("activity", experiment={}, context=activity) as control: control.with_state({})
    return activity["seen"]
@with_cache
def pure():
    cache_activities({"method": [{"name": "m"}]}); clear_cache()
    experiment = {"extensions": [{"name": "a", "x": 1}, {"name": "b"}]}
    merge_extension(experiment, {"name": "a", "y": 2})
    set_extension(experiment, {"name": "b", "z": 3})
    return [
        experiment_hash({}), experiment_hash({"a": 1}),
        canonical_json({"title": "é", "b": [1.0, True, None, "x"], "a": {"z": 1, "y": 2}}).decode(),
        decode_bytes(b"caf\\xe9"), get_extension(experiment, "a"), experiment["extensions"][-1],
        substitute({"\${i}": ["\${i}", "x\${b}", "$\${i}", "\${missing}", "$tok", "\${I}"]}, {"i": 8, "b": True}, {"g": {"tok": "T", "i": "s"}}),
    ]
`,
};

/** The name as experiments write it in place of its value. */
const name = (key: string): string => `\${${key}}`;

/** Answers as the engine would, and remembers nothing. */
function services(bench: () => Bench): EngineServices {
  const failing = { severity: 'error', code: 'X', message: 'it is bad', place: {} } as const;
  return {
    runActivity: async (activity, values) => {
      if (activity.name === 'fails') throw new ActivityFailedError('no answer');
      return [activity.name ?? null, values.configuration];
    },
    checkActivity: async () => [{ ...failing, severity: 'warning' }, failing],
    checkTolerance: async () => [],
    withinTolerance: async (tolerance: Json, value, _values, signal) => {
      if (tolerance !== 'nested') return tolerance === value;
      const { provider } = bench().bridge;
      return (await provider.run(activityCall('guard', 'judge'), providerContext(signal))) === false;
    },
    resolveConfiguration: async (declared, overrides) => ({ ...declared, ...overrides }),
    resolveSecrets: async (declared) => declared as { [group: string]: JsonObject },
    notify: async () => undefined,
  };
}

describe.skipIf(python === undefined)('what Python code asks of the engine (needs python3)', () => {
  test('activities, tolerances and values', async () => {
    await using bench = openBench({ files, engine: services(() => bench) });
    expect(await bench.call('guard', 'all_of_it')).toMatchObject([
      8,
      ['h', { a: { lexeme: '1.0' } }],
      ['ActivityFailed', 'no answer'],
      ['InvalidActivity', 'it is bad'],
      null,
      true,
      false,
      { a: 1, b: 2 },
      { g: { s: 'x' } },
    ]);
  });

  test('a call from within a busy main thread does not wait for it', async () => {
    await using bench = openBench({ files, engine: services(() => bench) });
    expect(await bench.call('guard', 'inside_threads')).toEqual([true]);
  });

  test('without an engine it is a ChaosException', async () => {
    await using bench = openBench({ files });
    await expect(bench.call('guard', 'inside_threads')).resolves.toEqual([]);
    await expect(bench.call('guard', 'all_of_it')).rejects.toMatchObject({
      message: 'chaoslib.exceptions.ChaosException: only available inside a run',
    });
  });

  test('controls of activities that Python runs by itself', async () => {
    await using bench = openBench({ files });
    expect(await bench.call('guard', 'with_controls')).toBe(true);
  });

  test('the pure parts (core.md §8, §23 and Appendix A)', async () => {
    await using bench = openBench({ files });
    expect(await bench.call('guard', 'pure')).toEqual([
      'bf78e4a953b40eee238ca2e9',
      'ec4644dfa7b63e651a5463fb',
      '{"a": {"y": 2, "z": 1}, "b": [1.0, true, null, "x"], "title": "\\u00e9"}',
      'café',
      { name: 'a', x: 1, y: 2 },
      { name: 'b', z: 3 },
      { [name('i')]: [8, 'xTrue', name('i'), name('missing'), 'T', name('I')] },
    ]);
  });
});
