// Bundles the published package: packages/cli/dist. Types are checked by `npm run types`, not here.
// Files are replaced one by one and only where they changed, so that a build never breaks a `chaos` that is running.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
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
  'stand-in-ddosify': 'packages/load/src/ddosify/main.ts',
};

/** Programs that stand in for tools that are not on the PATH: `dist/stand-ins/NAME` loads `dist/stand-in-NAME.js`. */
const standIns = ['vegeta', 'ddosify'];

/** Plain files: folder in dist -> source. */
const plainFolders = { python: 'packages/python/worker' };

const present = Object.fromEntries(
  Object.entries(entries).filter(([, source]) => existsSync(join(root, source))),
);
const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: present,
  outdir: dist,
  write: false,
  metafile: true,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // It loads its compiler from a file beside itself: the only dependency that users install.
  external: ['jiti'],
  conditions: ['source'],
  // Less to read at every start; names stay, for what is logged of a defect.
  minifySyntax: true,
  minifyWhitespace: true,
  plugins: [oneCopy('js-yaml'), withoutChildProcess('commander'), requiredModules()],
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
});

const written = new Set();
// Chunks before the entries that name them.
for (const file of [...outputFiles].sort((a, b) => depth(b.path) - depth(a.path)))
  put(file.path, file.contents);
for (const [name, source] of Object.entries(plainFolders)) copyFolder(join(root, source), join(dist, name));
put(join(dist, 'stand-ins/package.json'), '{ "type": "commonjs" }\n');
for (const name of standIns) {
  const file = join(dist, 'stand-ins', name);
  put(file, `#!/usr/bin/env node\nimport('../stand-in-${name}.js');\n`);
  chmodSync(file, 0o755);
}
// Somebody may still run what an earlier build made, and load more of it: only what is old goes, or all with --clean.
const staleAfterMs = process.argv.includes('--clean') ? 0 : 10 * 60_000;
for (const folder of ['chunks', 'stand-ins', ...Object.keys(plainFolders)]) removeStale(join(dist, folder));
if (process.argv.includes('--meta')) writeFileSync(join(dist, 'meta.json'), JSON.stringify(metafile));

/** Each workspace has its own copy of a dependency whose older version sits in the root; the bundle needs one. */
function oneCopy(name) {
  return {
    name: `one copy of ${name}`,
    setup({ onResolve, resolve }) {
      onResolve({ filter: new RegExp(`^${name}$`) }, async ({ resolveDir, kind, pluginData }) => {
        const ours = relative(join(root, 'packages'), resolveDir);
        if (pluginData === name || ours.startsWith('..') || ours.includes('node_modules')) return undefined;
        const found = await resolve(name, {
          resolveDir: join(root, 'packages/core/src'),
          kind,
          pluginData: name,
        });
        // It only defines things: what does not use them need not load it.
        return { ...found, sideEffects: false };
      });
    },
  };
}

/** Commander starts programs for commands that are files of their own; here are none, and loading the module takes its time. */
function withoutChildProcess(name) {
  const unused = 'child_process, unused';
  return {
    name: `${name} without child_process`,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(node:)?child_process$/ }, ({ importer }) =>
        importer.includes(`/node_modules/${name}/`) ? { path: unused, namespace: unused } : undefined,
      );
      onLoad({ filter: /.*/, namespace: unused }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}

/** Dependencies written as CommonJS call require for Node's own modules: they get them without `node:module`, which every start would load. */
function requiredModules() {
  const namespace = 'required';
  return {
    name: 'required modules of Node',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path, kind }) =>
        kind === 'require-call' && (isBuiltin(path) || path.startsWith('node:'))
          ? { path, namespace }
          : undefined,
      );
      onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: `const found = process.getBuiltinModule(${JSON.stringify(path)});
          if (found === undefined) throw Object.assign(new Error('no module ${path} in this Node'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
          module.exports = found;`,
      }));
    },
  };
}

function put(path, contents) {
  written.add(path);
  const bytes = Buffer.from(contents);
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, path);
}

function copyFolder(from, to) {
  if (!existsSync(from)) return;
  for (const path of filesUnder(from)) put(join(to, relative(from, path)), readFileSync(path));
}

function removeStale(folder) {
  if (!existsSync(folder)) return;
  for (const path of filesUnder(folder)) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!written.has(path) && found && Date.now() - found.mtimeMs > staleAfterMs)
      rmSync(path, { force: true });
  }
}

function filesUnder(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === '__pycache__') return [];
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? filesUnder(path) : [path];
  });
}

function depth(path) {
  return path.split('/').length;
}
