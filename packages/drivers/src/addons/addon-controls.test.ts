import {
  builtInControlHost,
  type ControlServices,
  type HookCall,
  type Json,
  type LoadedControl,
} from '@chaoskit/core';
import { expect, test } from 'vitest';
import { loadControl } from '../load-control.js';

const said: string[] = [];
const quiet = {
  debug() {},
  info() {},
  warning() {},
  error() {},
  critical: (text: string) => void said.push(text),
};

function services(outputs: Json[], interrupted: () => void): ControlServices {
  return {
    log: quiet,
    clock: {
      now: () => Date.now(),
      mono: () => performance.now(),
      sleep: async (_ms, signal) => signal.throwIfAborted(),
    },
    aroundActivity: (activity, _signal, work) => work(activity),
    runActivity: async () => outputs.shift() ?? null,
    checkActivity: async () => [],
    checkTolerance: async () => [],
    withinTolerance: async (tolerance, value) => tolerance === value,
    interruptRun: interrupted,
  };
}

async function load(
  module: string,
  given: ControlServices,
  mode: 'native' | 'always' = 'native',
): Promise<LoadedControl | undefined> {
  const python = { type: 'python', check: async () => [], load: async () => undefined };
  const host = builtInControlHost({ loadControl, services: async () => given, python, mode });
  return host.load({ name: 'c', provider: { type: 'python', module } }, AbortSignal.timeout(5000));
}

const call = (hook: HookCall['hook'], more: Partial<HookCall>): HookCall => ({
  hook,
  context: null,
  experiment: {},
  configuration: {},
  secrets: {},
  settings: null,
  arguments: {},
  ...more,
});

test('a repeated safeguard interrupts once and stands in the journal', async () => {
  let interruptions = 0;
  const control = await load(
    'chaosaddons.controls.safeguards',
    services([0, 0, 1, 1, 1], () => {
      interruptions += 1;
    }),
  );
  const probe = { type: 'probe', name: 'tide', tolerance: 0, frequency: 0.1 };
  const { signal } = new AbortController();
  await control?.call(call('before_experiment', { arguments: { probes: [probe] } }), signal);
  await expect.poll(() => interruptions).toBe(1);
  const result = await control?.call(call('after_experiment', { state: { status: 'interrupted' } }), signal);
  expect(result?.state).toMatchObject({
    safeguards: { triggered_by: 'tide', run: { output: 1, status: 'succeeded' } },
  });
  expect(interruptions).toBe(1);
  expect(said).toEqual(["Safeguard 'tide' triggered the end of the experiment"]);
});

test('an activity that failed is not repeated where that is asked for', async () => {
  const control = await load(
    'chaosaddons.controls.repeat',
    services([], () => {}),
  );
  const knock = { type: 'action', name: 'knock' };
  const given = { context: knock, experiment: { method: [{ ref: 'x' }, knock] } };
  const args = { repeat_count: 3, break_if_previous_iteration_failed: true };
  const { signal } = new AbortController();
  const after = async (status: string) =>
    (await control?.call(call('after_activity', { ...given, state: { status }, arguments: args }), signal))
      ?.experiment;
  expect(await after('failed')).toEqual(given.experiment);
  expect(await after('succeeded')).toEqual({
    method: [{ ref: 'x' }, knock, { ...knock, iteration_index: 1 }, { ...knock, iteration_index: 2 }],
  });
});

test('goes to Python where the mode says so, and for modules that are not built in', async () => {
  const given = services([], () => {});
  expect(await load('chaosaddons.controls.bypass', given)).toBeDefined();
  expect(await load('chaosaddons.controls.bypass', given, 'always')).toBeUndefined();
  expect(await load('chaosaddons.controls.other', given)).toBeUndefined();
});
