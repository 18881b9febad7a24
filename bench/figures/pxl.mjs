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
    { name: 'PxL: compiling the script', unit: 'ms', limit: 10, value: ours.compileMs },
    await fetchingRows(bench),
  ];
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
