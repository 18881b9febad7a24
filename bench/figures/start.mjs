import { alternate } from '../timing.mjs';

/** Start-up, as time over a bare `node -e 0` of the same round. */
export async function measureStart(bench) {
  const empty = bench.experiment('empty', {});
  const ours = (args) => async () => (await bench.chaos(args, { cwd: empty })).ms;
  const reference = (args) => async () =>
    (await bench.referenceChaos(args, { cwd: empty }))?.ms ?? Number.NaN;
  const [bare, version, run, referenceVersion, referenceRun] = await alternate(9, [
    async () => (await bench.node()).ms,
    ours(['--version']),
    ours(['run', 'experiment.json']),
    reference(['--version']),
    reference(['run', 'experiment.json']),
  ]);
  return [
    {
      name: '`chaos --version` over bare node',
      unit: 'ms',
      value: version - bare,
      limit: 15,
      reference: referenceVersion,
    },
    {
      name: '`chaos run` of an empty experiment over bare node',
      unit: 'ms',
      value: run - bare,
      limit: 60,
      reference: referenceRun,
    },
  ];
}
