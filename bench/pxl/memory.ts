// One run of the script over the million rows in a process of its own; prints what the process took at most while it ran, columns
// included, as a share of what the columns hold. The program itself is not counted: it has run before, over few rows.
import { readFileSync } from 'node:fs';
import { builtinFunctions, compileScript, executePlan, resultRows } from '@chaoskit/pxl';
import { eventStore, metadata, nowNs } from './million-rows.js';

const script = readFileSync(process.argv[2] ?? '', 'utf8');

/** Answers what the columns hold. */
function run(rows?: number): number {
  const { store, relation, bytes } = eventStore(rows);
  const plan = compileScript(script, { functions: builtinFunctions, tables: () => relation, nowNs });
  const { tables } = executePlan(plan, store, { metadata, nowNs }, new AbortController().signal);
  for (const { table } of tables) resultRows(table);
  return bytes;
}

for (let time = 0; time < 20; time++) run(10_000);
const before = process.memoryUsage().rss;
const bytes = run();
// Of this program alone: `maxRSS` of getrusage(2) counts what the process was before it ran this one.
const most = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
console.log(JSON.stringify({ share: (Number(most) * 1024 - before) / bytes }));
