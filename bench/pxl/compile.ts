// Compiles every script of a folder and prints the milliseconds of the one that takes longest, each by the median of its runs: a
// compiler that is warm, as that of a server, and of the second script of a command.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtinFunctions, compileScript, PxlError, relationsOf, standardTables } from '@chaoskit/pxl';

const folder = process.argv[2] ?? '';
const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.pxl'),
);
const options = { functions: builtinFunctions, tables: relationsOf({ tables: standardTables }), nowNs: 0n };
const runs = 9;
let longest = { file: '', ms: 0 };
for (const file of scripts) {
  const script = readFileSync(join(folder, file), 'utf8');
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    compileOrRefuse(script);
    times.push(performance.now() - started);
  }
  const ms = times.sort((one, other) => one - other)[runs >> 1] ?? 0;
  if (ms > longest.ms) longest = { file, ms };
}
/** Some scripts show an error, or only define functions: they take their time too. */
function compileOrRefuse(script: string): void {
  try {
    compileScript(script, options);
  } catch (error) {
    if (!(error instanceof PxlError)) throw error;
  }
}

console.log(JSON.stringify({ ...longest, scripts: scripts.length }));
