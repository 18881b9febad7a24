import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { alternate, median } from '../timing.mjs';
import { activities } from '../workbench.mjs';

/** Figures of the engine as a whole: validation, the continuous hypothesis, interruption, memory. */
export async function measureEngine(bench) {
  return [await validation(bench), await continuous(bench), await interruption(bench), await memory(bench)];
}

async function validation(bench) {
  const dir = bench.experiment('validate', {
    method: activities(200, (index) => ({
      type: 'action',
      name: `a${index}`,
      provider: { type: 'process', path: 'true', arguments: ['--flag', `${index}`] },
    })),
  });
  const [ours, theirs] = await alternate(5, [
    async () => (await bench.chaos(['validate', 'experiment.json'], { cwd: dir })).ms,
    async () => (await bench.referenceChaos(['validate', 'experiment.json'], { cwd: dir }))?.ms ?? Number.NaN,
  ]);
  return {
    name: '`validate` of 200 activities, share of the reference',
    unit: '×',
    limit: 1 / 3,
    value: ours / theirs,
    reference: 1,
  };
}

/** Seconds between the starts of hypothesis checks at 1 Hz whose probe takes 0.5 s. */
async function continuous(bench) {
  const server = createServer((_, response) => setTimeout(() => response.end('ok'), 500)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/`;
  const dir = bench.experiment('continuous', {
    'steady-state-hypothesis': {
      title: 'up',
      probes: [{ type: 'probe', name: 'up', tolerance: 200, provider: { type: 'http', url } }],
    },
    method: [
      { type: 'action', name: 'wait', provider: { type: 'process', path: 'sleep', arguments: ['6'] } },
    ],
  });
  const args = [
    'run',
    '--hypothesis-strategy',
    'during-method-only',
    '--hypothesis-frequency',
    '1',
    'experiment.json',
  ];
  const period = () => {
    const { steady_states: states } = JSON.parse(readFileSync(join(dir, 'journal.json'), 'utf8'));
    const starts = states.during.map((state) => Date.parse(state.probes[0].start) / 1000);
    return median(starts.slice(1).map((start, index) => start - starts[index]));
  };
  await bench.chaos(args, { cwd: dir });
  const value = period();
  const reference = (await bench.referenceChaos(args, { cwd: dir })) === undefined ? Number.NaN : period();
  server.close();
  return {
    name: 'continuous hypothesis at 1 Hz, 0.5 s probe: period',
    unit: 's',
    limit: 1.005,
    value,
    reference,
  };
}

/** Milliseconds from SIGTERM to the first rollback's start. */
async function interruption(bench) {
  const dir = bench.experiment('interrupt', {
    method: [
      { type: 'action', name: 'long', provider: { type: 'process', path: 'sleep', arguments: ['30'] } },
    ],
    rollbacks: [{ type: 'action', name: 'back', provider: { type: 'process', path: 'true', arguments: [] } }],
  });
  const once = async (run) => {
    let sent;
    const onStderr = (text, child) => {
      if (sent === undefined && text.includes('Action: long')) {
        sent = Date.now();
        child.kill('SIGTERM');
      }
    };
    await run(['run', '--rollback-strategy', 'always', 'experiment.json'], {
      cwd: dir,
      exits: [1],
      onStderr,
    });
    const [rollback] = JSON.parse(readFileSync(join(dir, 'journal.json'), 'utf8')).rollbacks;
    return Date.parse(rollback.start) - sent;
  };
  const [value, reference] = await alternate(5, [
    () => once((...args) => bench.chaos(...args)),
    () => (bench.reference.missing ? Number.NaN : once((...args) => bench.referenceChaos(...args))),
  ]);
  return { name: 'SIGTERM to first rollback', unit: 'ms', limit: 50, value, reference };
}

async function memory(bench) {
  const dir = bench.experiment(
    'many',
    {
      method: activities(100_000, (index) => ({
        type: 'probe',
        name: `p${index}`,
        provider: { type: 'module', path: './probes.mjs', func: 'one' },
      })),
    },
    { 'probes.mjs': 'export const one = () => 1;\n' },
  );
  const { peakMb } = await bench.chaos(['run', 'experiment.json'], { cwd: dir });
  return {
    name: 'peak memory of a run of 100,000 activities',
    unit: 'MB',
    limit: 250,
    value: peakMb,
    reference: Number.NaN,
  };
}
