import { execFileSync } from 'node:child_process';
import { bundleProgram } from '../bundle-program.mjs';

const LIMIT_MS = 50;

/** Documents of a megabyte that are meant to hurt, parsed and validated within the process. */
export async function measureHostile(bench) {
  const program = await bundleProgram(bench, 'engine/hostile-documents.ts');
  const measured = JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' }));
  const json = measured.filter(({ floorMs }) => floorMs === undefined);
  const yaml = measured.filter(({ floorMs }) => floorMs !== undefined);
  // Those that take js-yaml alone longer can't be in time.
  const late = measured.filter(({ ms, floorMs = 0 }) => ms > Math.max(LIMIT_MS, floorMs * 1.5));
  const worst = slowest(json, ({ ms }) => ms);
  const worstYaml = slowest(yaml, ({ ms, floorMs }) => ms - floorMs);
  return [
    {
      name: `validation of a hostile megabyte of JSON, the slowest (${worst.name})`,
      unit: 'ms',
      limit: LIMIT_MS,
      value: worst.ms,
    },
    {
      name: `the same in YAML, over js-yaml alone (${worstYaml.name})`,
      unit: 'ms',
      limit: LIMIT_MS,
      value: worstYaml.ms - worstYaml.floorMs,
    },
    {
      name: `hostile documents that take too long, of ${measured.length}${named(late)}`,
      unit: '',
      limit: 0,
      value: late.length,
    },
  ];
}

const slowest = (measured, by) => measured.reduce((worst, one) => (by(one) > by(worst) ? one : worst));

const named = (late) => (late.length === 0 ? '' : `: ${late.map(({ name }) => name).join(', ')}`);
