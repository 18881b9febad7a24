import type { HookCall, Json, JsonObject, LoadedControl } from '@chaoskit/core';
import { describe, expect, test } from 'vitest';
import { anyPlace, type Bench, loggerInto, openBench, python } from '../testing/bridge-bench.js';

const files = {
  'paint.py': `
import os
from chaoslib.exceptions import InterruptExecution, InvalidControl
from chaoslib.run import RunEventHandler
calls = 0
def validate_control(control):
    if "refused" in control: raise InvalidControl("picky about " + control["name"])
class Watcher(RunEventHandler):
    def started(self, experiment, journal): raise RuntimeError("ignored")
    def start_activity(self, act): open("seen.txt", "a").write("start %s\\n" % act["name"])
    def activity_completed(self, activity, the_run): open("seen.txt", "a").write("end %s\\n" % the_run["status"])
    def running(self, experiment, journal, configuration, secrets, schedule, settings):
        open("seen.txt", "a").write("every %s\\n" % schedule.continuous_hypothesis_frequency)
def configure_control(event_registry, settings=None, colour=None): event_registry.register(Watcher())
def before_activity_control(context, colour, configuration, **others):
    global calls
    calls += 1
    context["colour"] = colour
    configuration["calls"] = calls
    assert others == {}, others
def after_activity_control(context, state, secrets, experiment):
    state["seen"] = context is experiment["method"][0]
    secrets["group"]["token"] += "!"
    experiment["method"].append(dict(context, name="copy"))
def before_experiment_control(context, state, experiment, extensions):
    assert context is experiment and state is None
    extensions[0]["seen"] = True
def after_experiment_control(context): pass
def before_hypothesis_control(context): raise InterruptExecution("stop here")
def after_hypothesis_control(context): raise SystemExit(20)
def before_method_control(context): context["missing"]
def after_method_control(context, state):
    state.append("noted")
    raise ValueError("too late")
def cleanup_control(): print("tidied")
def count(): return calls
`,
};

const signal = new AbortController().signal;

async function load(bench: Bench): Promise<LoadedControl> {
  const control = { name: 'paint', provider: { type: 'python', module: 'paint' } };
  const loaded = await bench.bridge.controls.load(control, signal);
  if (loaded === undefined) throw new Error('paint can not be loaded');
  return loaded;
}

function hookCall(
  hook: HookCall['hook'],
  context: (experiment: JsonObject) => Json,
  more: Partial<HookCall> = {},
): HookCall {
  const experiment: JsonObject = {
    title: 't',
    extensions: [{ name: 'x' }],
    method: [{ type: 'action', name: 'a', provider: {} }],
  };
  return {
    hook,
    context: context(experiment),
    experiment,
    configuration: { c: 1 },
    secrets: { group: { token: 's' } },
    settings: null,
    arguments: {},
    ...more,
  };
}

const activityOf = (experiment: JsonObject): Json => (experiment.method as Json[])[0] ?? null;
const itself = (experiment: JsonObject): Json => experiment;

describe.skipIf(python === undefined)('python controls (needs python3)', () => {
  test('hooks get what their signature names, and what they change comes back', async () => {
    await using bench = openBench({ files });
    const loaded = await load(bench);
    expect(loaded.hooks.has('before_activity')).toBe(true);
    expect(loaded.hooks.has('before_rollback')).toBe(false);
    const before = await loaded.call(
      hookCall('before_activity', activityOf, { arguments: { colour: 'red' } }),
      signal,
    );
    expect(before).toMatchObject({
      context: { name: 'a', colour: 'red' },
      configuration: { c: 1, calls: 1 },
      secrets: { group: { token: 's' } },
    });
    const after = await loaded.call(
      hookCall('after_activity', activityOf, { state: { status: 'succeeded' } }),
      signal,
    );
    expect(after).toMatchObject({
      context: { name: 'a' },
      state: { status: 'succeeded', seen: true },
      secrets: { group: { token: 's!' } },
      experiment: { method: [{ name: 'a' }, { name: 'copy' }] },
    });
    expect(await loaded.call(hookCall('after_experiment', itself, { state: {} }), signal)).toBeUndefined();
  });

  test('the experiment and the context are one object where they are the same', async () => {
    await using bench = openBench({ files });
    const loaded = await load(bench);
    const result = await loaded.call(hookCall('before_experiment', itself), signal);
    expect(result?.experiment).toMatchObject({ extensions: [{ name: 'x', seen: true }] });
    expect(result?.context).toEqual(result?.experiment);
  });

  test('activities and controls share the module', async () => {
    await using bench = openBench({ files });
    const loaded = await load(bench);
    await loaded.call(hookCall('before_activity', activityOf, { arguments: { colour: 'red' } }), signal);
    expect(await bench.call('paint', 'count')).toBe(1);
  });

  test('interruptions and exits are told apart from failures', async () => {
    await using bench = openBench({ files });
    const loaded = await load(bench);
    await expect(loaded.call(hookCall('before_hypothesis', itself), signal)).rejects.toMatchObject({
      name: 'InterruptExecutionError',
      message: 'stop here',
    });
    await expect(loaded.call(hookCall('after_hypothesis', itself), signal)).rejects.toMatchObject({
      exitCode: 20,
    });
    await expect(loaded.call(hookCall('before_method', itself), signal)).rejects.toMatchObject({
      code: 'CHAOS_E_CONTROL_FAILED',
      message: "KeyError: 'missing'",
    });
    await expect(
      loaded.call(hookCall('before_activity', activityOf, { arguments: { wrong: 1 } }), signal),
    ).rejects.toMatchObject({ code: 'CHAOS_E_CONTROL_FAILED' });
  });

  test('what a hook changed before it failed stays changed', async () => {
    await using bench = openBench({ files });
    const loaded = await load(bench);
    const result = await loaded.call(hookCall('after_method', itself, { state: [] }), signal);
    expect(result?.state).toEqual(['noted']);
    expect(bench.logged).toEqual([
      "DEBUG after_method_control of control 'paint' failed: ValueError: too late",
    ]);
  });

  test('handlers that a control registers are told about the run', async () => {
    await using bench = openBench({
      files: { ...files, 'read.py': 'def read(): return open("seen.txt").read()' },
    });
    const { handlers } = bench.bridge.controls;
    expect(handlers?.wants('start_activity')).toBe(false);
    const loaded = await load(bench);
    await loaded.call(
      hookCall('configure', () => null),
      signal,
    );
    expect(handlers?.wants('start_activity')).toBe(true);
    expect(handlers?.wants('start_method')).toBe(false);
    const schedule = { continuous_hypothesis_frequency: 2 };
    const running = { experiment: {}, journal: {}, configuration: {}, secrets: {}, schedule, settings: null };
    await handlers?.call('running', running, signal);
    await handlers?.call('start_activity', { activity: { name: 'a' } }, signal);
    await handlers?.call('activity_completed', { activity: {}, run: { status: 'failed' } }, signal);
    expect(await bench.call('read', 'read')).toBe('every 2\nstart a\nend failed\n');
    await loaded.call(
      hookCall('cleanup', () => null),
      signal,
    );
  });

  test('a control is checked by its own module; a missing module is only a warning', async () => {
    await using bench = openBench({ files });
    const logged: string[] = [];
    const check = (control: JsonObject) =>
      bench.bridge.controls.check(control, anyPlace, loggerInto(logged), signal);
    const provider = { type: 'python', module: 'paint' };
    expect(await check({ name: 'c', provider })).toEqual([]);
    expect(await check({ name: 'c', provider, refused: true })).toMatchObject([{ message: 'picky about c' }]);
    expect(await check({ name: 'c', provider: { type: 'python' } })).toMatchObject([
      { message: "Control 'c' must have a module path" },
    ]);
    expect(logged).toEqual([]);
    expect(await check({ name: 'c', provider: { type: 'python', module: 'gone' } })).toEqual([]);
    expect(logged).toEqual([
      "WARNING Could not find Python module 'gone' in control 'c'. Did you install the Python module? The experiment will carry on running nonetheless.",
    ]);
    expect(
      await bench.bridge.controls.load({ name: 'c', provider: { type: 'python', module: 'gone' } }, signal),
    ).toBeUndefined();
  });
});
