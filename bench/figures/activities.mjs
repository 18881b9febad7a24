import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { alternate } from '../timing.mjs';
import { activities } from '../workbench.mjs';

/** Cost of one activity: (time of a run with N of them - time of a run with none) / N; and whole runs beside the reference's. */
export async function measureActivities(bench) {
  const empty = bench.experiment('none', {});
  const overEmpty = async (dir, times, count, options = {}) => {
    const ours = async (where) =>
      (await bench.chaos(['run', 'experiment.json'], { cwd: where, ...options })).ms;
    const theirs = async (where) =>
      (await bench.referenceChaos(['run', 'experiment.json'], { cwd: where, ...options }))?.ms ?? Number.NaN;
    const [base, full, theirBase, theirFull] = await alternate(times, [
      () => ours(empty),
      () => ours(dir.ours),
      () => theirs(empty),
      () => theirs(dir.theirs),
    ]);
    return {
      one: { value: (full - base) / count, reference: (theirFull - theirBase) / count },
      whole: { unit: '×', limit: 1, value: full / theirFull, reference: 1 },
    };
  };

  const inProcess = await overEmpty(
    {
      ours: bench.experiment(
        'in-process',
        {
          method: activities(1000, (index) => ({
            type: 'probe',
            name: `p${index}`,
            provider: { type: 'module', path: './probes.mjs', func: 'one' },
          })),
        },
        { 'probes.mjs': 'export const one = () => 1;\n' },
      ),
      theirs: bench.experiment('in-process-python', {
        method: activities(1000, (index) => ({
          type: 'probe',
          name: `p${index}`,
          provider: { type: 'python', module: 'os.path', func: 'exists', arguments: { path: '.' } },
        })),
      }),
    },
    5,
    1000,
  );

  const spawned = bench.experiment('process', {
    method: activities(200, (index) => ({
      type: 'action',
      name: `a${index}`,
      provider: { type: 'process', path: 'true', arguments: [] },
    })),
  });
  const processes = await overEmpty({ ours: spawned, theirs: spawned }, 5, 200);
  const bareSpawn = await timeBareSpawns(200);

  const server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/`;
  const http = bench.experiment('http', {
    method: activities(1000, (index) => ({
      type: 'probe',
      name: `h${index}`,
      provider: { type: 'http', url },
    })),
  });
  const requests = await overEmpty({ ours: http, theirs: http }, 3, 1000);
  server.close();

  return [
    { name: 'in-process activity, events written before effects', unit: 'ms', limit: 0.1, ...inProcess.one },
    { name: 'run of 1,000 in-process activities, share of the reference', ...inProcess.whole },
    {
      name: 'process activity over a bare `spawn`',
      unit: '×',
      limit: 1.5,
      value: processes.one.value / bareSpawn,
      reference: processes.one.reference / bareSpawn,
    },
    { name: 'HTTP activity, a fresh connection each', unit: 'ms', limit: 0.8, ...requests.one },
    {
      name: 'run of 1,000 HTTP activities, a fresh connection each, share of the reference',
      ...requests.whole,
    },
  ];
}

/** Milliseconds of one `spawn` of `true` with piped output, waited for. */
async function timeBareSpawns(count) {
  const started = performance.now();
  for (let index = 0; index < count; index++)
    await once(spawn('true', [], { stdio: ['ignore', 'pipe', 'pipe'] }), 'close');
  return (performance.now() - started) / count;
}
