// Programs of the bench that use the packages' sources: bundled once, run by themselves.
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Bundles `bench/FILE` and answers where the program is. */
export async function bundleProgram(bench, file) {
  const program = join(bench.root, 'bench/.cache', `${basename(file, '.ts')}.mjs`);
  await build({
    entryPoints: [join(bench.root, 'bench', file)],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['source'],
    // Dependencies written as CommonJS ask for Node's own modules.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return program;
}
