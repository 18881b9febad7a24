// Programs of the bench that use the packages' sources: bundled once, run by themselves.
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build } from 'rolldown';

/** Bundles `bench/FILE` and answers where the program is. */
export async function bundleProgram(bench, file) {
  const program = join(bench.root, 'bench/.cache', `${basename(file, '.ts')}.mjs`);
  await build({
    input: join(bench.root, 'bench', file),
    platform: 'node',
    resolve: {
      conditionNames: ['source', 'node', 'import', 'default'],
      // The engine's own, not the older one of a dependency.
      alias: { 'js-yaml': createRequire(join(bench.root, 'packages/core/package.json')).resolve('js-yaml') },
    },
    output: { file: program, format: 'esm', codeSplitting: false },
  });
  return program;
}
