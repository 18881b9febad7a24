// npm run bench [-- NAME…] : measures, prints a table, writes bench/results.json and the README's table (when all were measured).
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureActivities } from './figures/activities.mjs';
import { measureEngine } from './figures/engine.mjs';
import { measureHostile } from './figures/hostile.mjs';
import { measureProxy } from './figures/proxy.mjs';
import { measurePxl } from './figures/pxl.mjs';
import { measureSandbox } from './figures/sandbox.mjs';
import { measureSize } from './figures/size.mjs';
import { measureStart } from './figures/start.mjs';
import { installReference } from './reference.mjs';
import { renderTable, writeIntoReadme } from './table.mjs';
import { Workbench } from './workbench.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const groups = {
  start: measureStart,
  activities: measureActivities,
  engine: measureEngine,
  hostile: measureHostile,
  sandbox: measureSandbox,
  proxy: measureProxy,
  pxl: measurePxl,
  size: measureSize,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in groups));
if (unknown.length > 0) {
  console.error(`unknown figures: ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}`);
  process.exit(2);
}

const cache = join(here, '.cache');
mkdirSync(cache, { recursive: true });
const reference = installReference(cache);
if (reference.missing)
  console.error(`the reference can't be installed, its column stays empty: ${reference.missing}`);

const bench = new Workbench({ root, reference });
const figures = [];
try {
  for (const [name, measure] of Object.entries(groups)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.error(`measuring: ${name}`);
    figures.push(...(await measure(bench)));
  }
} finally {
  bench.close();
}

const machine = {
  node: `Node ${process.version}`,
  cpus: cpus().length,
  date: new Date().toISOString().slice(0, 10),
  reference: reference.version ?? 'reference (not installed)',
};
const table = renderTable(figures, machine);
console.log(table);
if (wanted.length === 0) {
  writeFileSync(join(here, 'results.json'), `${JSON.stringify({ machine, figures }, null, 2)}\n`);
  writeIntoReadme(join(root, 'README.md'), table);
}
