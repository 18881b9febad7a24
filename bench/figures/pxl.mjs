import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleProgram } from '../bundle-program.mjs';
import { pythonWith } from '../python-with.mjs';
import { startProgram } from '../start-program.mjs';

/** The script that examples/pixie judges by, over a million rows, beside the same aggregation in DuckDB and pandas. */
export async function measurePxl(bench) {
  const program = await bundleProgram(bench, 'pxl/chaoskit.ts');
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
    await compiling(bench),
    await memory(bench, script),
    await fetchingRows(bench),
  ];
}

/** The scripts that use every feature which Pixie's public scripts use. */
async function compiling(bench) {
  const program = await bundleProgram(bench, 'pxl/compile.ts');
  const folder = join(bench.root, 'packages/pxl/test/features/scripts');
  const { ms, scripts } = JSON.parse(execFileSync(process.execPath, [program, folder], { encoding: 'utf8' }));
  return { name: `PxL: compiling, the longest of ${scripts} scripts`, unit: 'ms', limit: 10, value: ms };
}

async function memory(bench, script) {
  const program = await bundleProgram(bench, 'pxl/memory.ts');
  const { share } = JSON.parse(execFileSync(process.execPath, [program, script], { encoding: 'utf8' }));
  return {
    name: 'PxL: memory of the latency script and its columns, share of what the columns hold',
    unit: '×',
    limit: 2,
    value: share,
  };
}

function measureOthers(bench) {
  const python = pythonWith(bench, 'tables', 'duckdb', 'pandas');
  return JSON.parse(execFileSync(python, [join(bench.root, 'bench/pxl/others.py')], { encoding: 'utf8' }));
}

/** Seconds that Pixie's official client takes for 100,000 rows of all columns from our server. */
async function fetchingRows(bench) {
  const python = pythonWith(bench, 'pixie-client', 'pxapi==0.9.0');
  const program = await bundleProgram(bench, 'pxl/serve-rows.ts');
  const ca = join(bench.dir, 'pixie-ca.pem');
  const server = startProgram(program, ca);
  try {
    const { address, cluster, columns } = JSON.parse(await server.line());
    const env = {
      ...process.env,
      PX_ADDR: address,
      PX_CLUSTER_ID: cluster,
      GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: ca,
    };
    const client = join(bench.root, 'bench/pxl/fetch_rows.py');
    const { seconds, rows } = JSON.parse(execFileSync(python, [client], { env, encoding: 'utf8' }));
    if (rows !== 100_000) throw new Error(`the client got ${rows} rows instead of 100,000`);
    return {
      name: `Pixie's server: 100,000 rows of ${columns} columns to the official client`,
      unit: 's',
      limit: 3,
      value: seconds,
    };
  } finally {
    void server.end();
  }
}
