// Programs of the bench that use the packages' sources: bundled once, run by themselves.
import { basename, join } from 'node:path';
import { build } from 'rolldown';

/** Bundles `bench/FILE` and answers where the program is. */
export async function bundleProgram(bench, file) {
  const program = join(bench.root, 'bench/.cache', `${basename(file, '.ts')}.mjs`);
  await build({
    input: join(bench.root, 'bench', file),
    platform: 'node',
    resolve: { conditionNames: ['source', 'node', 'import', 'default'] },
    output: { file: program, format: 'esm', codeSplitting: false },
  });
  return program;
}
