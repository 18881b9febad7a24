import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The script that examples/pixie judges by, over a million rows, beside the same aggregation in DuckDB and pandas. */
export async function measurePxl(bench) {
  const program = join(bench.root, 'bench/.cache/pxl.mjs');
  await build({
    entryPoints: [join(bench.root, 'bench/pxl/chaoskit.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['source'],
    logLevel: 'warning',
  });
  const script = join(bench.root, 'bench/pxl/latency.pxl');
  const ours = JSON.parse(execFileSync(process.execPath, [program, script], { encoding: 'utf8' }));
  const others = measureOthers(bench);
  return [
    {
      name: 'PxL: latency script over 1,000,000 rows, share of DuckDB (one thread)',
      unit: '×',
      limit: 2,
      value: ours.ms / others.duckdb,
    },
    { name: 'PxL: the same, share of pandas', unit: '×', limit: 1, value: ours.ms / others.pandas },
    { name: 'PxL: compiling the script', unit: 'ms', limit: 10, value: ours.compileMs },
  ];
}

function measureOthers(bench) {
  const venv = join(bench.root, 'bench/.cache/tables');
  const python = join(venv, 'bin/python');
  if (!existsSync(join(venv, 'ready'))) {
    execFileSync('python3', ['-m', 'venv', venv]);
    execFileSync(join(venv, 'bin/pip'), ['install', '--quiet', 'duckdb', 'pandas']);
    execFileSync('touch', [join(venv, 'ready')]);
  }
  return JSON.parse(execFileSync(python, [join(bench.root, 'bench/pxl/others.py')], { encoding: 'utf8' }));
}
