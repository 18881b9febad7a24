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
import { rolldown } from 'rolldown';
import { ModuleGraph } from './module-graph.mjs';

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

/** What these need stands in one file, since each further one costs time at every start. */
const oftenUsed = [
  entries.main,
  entries.extension,
  'packages/cli/src/commands/run.ts',
  'packages/cli/src/commands/validate.ts',
].map((file) => join(root, file));

const modules = new ModuleGraph();
const bundle = await rolldown({
  cwd: root,
  input: entries,
  platform: 'node',
  // It loads its compiler from a file beside itself: the only dependency that users install.
  external: ['jiti'],
  checks: { pluginTimings: false },
  resolve: { conditionNames: ['source', 'node', 'import', 'default'] },
  transform: { target: 'node20' },
  plugins: [oneCopy('js-yaml'), withoutChildProcess('commander'), requiredModules(), modules.plugin],
});
const { output } = await bundle.generate({
  format: 'esm',
  dir: dist,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  // Less to read at every start; names stay, for what is logged of a defect.
  minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
  comments: false,
  codeSplitting: {
    groups: [
      // The sandbox's programs use these too, without the engine.
      { name: 'errors', test: /packages.errors.src/ },
      { name: 'engine', test: (id) => modules.neededBy(oftenUsed).has(id) },
    ],
  },
});
await bundle.close();

const written = new Set();
// Chunks before the entries that name them.
for (const file of [...output].sort((a, b) => depth(b.fileName) - depth(a.fileName)))
  put(join(dist, file.fileName), withoutNamespaces(file.code));
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

/** Each workspace has its own copy of a dependency whose older version sits in the root; the bundle needs one. */
function oneCopy(name) {
  return {
    name: `one copy of ${name}`,
    async resolveId(source, importer, options) {
      if (source !== name || importer === undefined) return null;
      const ours = relative(join(root, 'packages'), importer);
      if (ours.startsWith('..') || ours.includes('node_modules')) return null;
      const found = await this.resolve(name, join(root, 'packages/core/src/index.ts'), {
        ...options,
        skipSelf: true,
      });
      // It only defines things: what does not use them need not load it.
      return found === null ? null : { ...found, moduleSideEffects: false };
    },
  };
}

/** Commander starts programs for commands that are files of their own; here are none, and loading the module takes its time. */
function withoutChildProcess(name) {
  const unused = '\0no-child-process';
  return {
    name: `${name} without child_process`,
    resolveId(source, importer) {
      const wanted = /^(node:)?child_process$/.test(source) && importer?.includes(`/node_modules/${name}/`);
      return wanted ? unused : null;
    },
    load: (id) => (id === unused ? 'module.exports = {};' : null),
  };
}

/** Dependencies written as CommonJS call require for Node's own modules: they get them without `node:module`, which every start would load. */
function requiredModules() {
  const prefix = '\0required-';
  return {
    name: 'required modules of Node',
    resolveId(source, _importer, { kind }) {
      const required = kind === 'require-call' && (isBuiltin(source) || source.startsWith('node:'));
      return required ? `${prefix}${source}` : null;
    },
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const path = id.slice(prefix.length);
      return `const found = process.getBuiltinModule(${JSON.stringify(path)});
        if (found === undefined) throw Object.assign(new Error('no module ${path} in this Node'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
        module.exports = found;`;
    },
  };
}

/**
 * The code with what it imports of Node's own modules taken from `process`. An import has Node look at all that the module exports, and
 * so make what it would make on first use: for `node:fs` that is all of its streams, a tenth of a start.
 */
function withoutNamespaces(code) {
  const statement = /(?<=^|;)import(?:(\{[^}]*\})|\*as ([\w$]+) |([\w$]+) )from["'](node:[\w/]+)["'];/g;
  return code.replace(statement, (_, names, namespace, module, path) => {
    const wanted = names?.replace(/([\w$]+) as /g, '$1:') ?? namespace ?? module;
    return `const ${wanted}=globalThis.process.getBuiltinModule(${JSON.stringify(path)});`;
  });
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
