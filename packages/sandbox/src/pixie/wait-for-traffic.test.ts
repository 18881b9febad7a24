import { expect, test } from 'vitest';
import type { TrafficTarget } from '../images/check-wait-for.js';
import { VirtualCluster } from '../testing/virtual-cluster.js';
import { LocalPixie } from './local-pixie.js';
import { defaultPixieSettings } from './pixie-settings.js';
import { waitForTraffic } from './wait-for-traffic.js';

const target: TrafficTarget = {
  table: 'http_events',
  namespace: 'default',
  service: 'web',
  windows: 2,
  windowSeconds: 10,
};

function bench() {
  const { store, clock } = new VirtualCluster();
  const settings = defaultPixieSettings;
  const { source } = new LocalPixie({ store, settings, clusterName: 'test', cpus: 1 });
  const said: string[] = [];
  const ending = new AbortController();
  const wait = waitForTraffic([target], {
    source,
    clock,
    progress: (message) => void said.push(message),
    signal: ending.signal,
  });
  const outcome = wait.then(
    () => 'met',
    (reason: unknown) => String(reason),
  );
  return { clock, said, ending, outcome };
}

test('where nothing comes it is said once, and given up', async () => {
  const { clock, said, outcome } = bench();
  await clock.advance(40_000);
  expect(said).toEqual([
    'Waiting for traffic: 0 of 2 windows of 10 s with rows of default/web in http_events',
  ]);
  expect(await outcome).toContain('no more traffic came in 30 s: 0 of 2 windows of 10 s');
});

test('an end of the wait from outside', async () => {
  const { clock, ending, outcome } = bench();
  await clock.advance(1000);
  ending.abort(new Error('enough'));
  expect(await outcome).toBe('Error: enough');
});
