// Runs the script of examples/pixie over the million rows; prints milliseconds of the best of several runs.
import { readFileSync } from 'node:fs';
import { builtinFunctions, compileScript, executePlan, resultRows } from '@chaoskit/pxl';
import { eventStore, metadata, nowNs } from './million-rows.js';

const script = readFileSync(process.argv[2] ?? '', 'utf8');
const { store, relation } = eventStore();
let best = Number.POSITIVE_INFINITY;
let rows = 0;
for (let run = 0; run < 15; run++) {
  const started = performance.now();
  const plan = compileScript(script, { functions: builtinFunctions, tables: () => relation, nowNs });
  const { tables } = executePlan(plan, store, { metadata, nowNs }, new AbortController().signal);
  rows = tables.reduce((sum, { table }) => sum + resultRows(table).length, 0);
  best = Math.min(best, performance.now() - started);
}
console.log(JSON.stringify({ ms: best, rows }));
