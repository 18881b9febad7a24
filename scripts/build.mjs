// Bundles the published package: packages/cli/dist. Types are checked by `npm run types`, not here.
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'packages/cli/dist');

/** Output name -> source. Each is a program or a public entry; everything they share becomes chunks. */
const entries = {
  main: 'packages/cli/src/main.ts',
  extension: 'packages/cli/src/extension.ts',
  'sandbox-daemon': 'packages/sandbox/src/daemon/main.ts',
  'sandbox-agent': 'packages/sandbox/src/agent/main.ts',
  'stand-in-vegeta': 'packages/load/src/vegeta/main.ts',
};

/** Programs that stand in for tools that are not on the PATH: `dist/stand-ins/NAME` loads `dist/stand-in-NAME.js`. */
const standIns = ['vegeta'];

const present = Object.fromEntries(
  Object.entries(entries).filter(([, source]) => existsSync(join(root, source))),
);

for (const name of ['chunks', 'python', 'stand-ins', 'init'])
  rmSync(join(dist, name), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: present,
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  conditions: ['source'],
  minifySyntax: true,
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
  // Dependencies written as CommonJS still call require.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

const worker = join(root, 'packages/python/worker');
if (existsSync(worker)) {
  cpSync(worker, join(dist, 'python'), { recursive: true, filter: (path) => !path.includes('__pycache__') });
}

mkdirSync(join(dist, 'stand-ins'), { recursive: true });
writeFileSync(join(dist, 'stand-ins/package.json'), '{ "type": "commonjs" }\n');
for (const name of standIns) {
  const file = join(dist, 'stand-ins', name);
  writeFileSync(file, `#!/usr/bin/env node\nimport('../stand-in-${name}.js');\n`);
  chmodSync(file, 0o755);
}
