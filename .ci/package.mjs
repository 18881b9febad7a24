// The package as a user gets it: packed, installed in an empty folder, run there, and its types read by a file of a user's.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dir = mkdtempSync(join(tmpdir(), 'chaoskit-package-'));
const run = (command, args, options = {}) =>
  execFileSync(command, args, { cwd: dir, encoding: 'utf8', ...options });

const extension = `import { defineAction, defineControl, integer, string } from 'chaoskit/extension';

export const wave = defineAction({
  name: 'mine.wave',
  summary: 'Waves.',
  input: { hand: string({ default: 'left' }), times: integer({ min: 1 }) },
  async run({ hand, times }) {
    const said: string = hand.repeat(times);
    return said;
  },
});

export const watch = defineControl({
  async beforeActivity({ context, signal }) {
    signal.throwIfAborted();
    console.log(context);
  },
});
`;

const experiment = {
  title: 'waves',
  description: 'an activity of a user, in TypeScript',
  method: [
    {
      type: 'action',
      name: 'wave',
      provider: { type: 'module', path: './mine.ts', func: 'wave', arguments: { times: 2 } },
    },
  ],
};

try {
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--silent', '--pack-destination', dir], {
      cwd: join(root, 'packages/cli'),
    }),
  );
  writeFileSync(join(dir, 'package.json'), '{"type":"module","private":true}\n');
  run('npm', ['install', '--silent', '--omit=dev', join(dir, filename)]);
  const version = run(join(dir, 'node_modules/.bin/chaos'), ['--version']);
  if (!/^chaos, version \d/.test(version)) throw new Error(`chaos --version said ${version}`);
  writeFileSync(join(dir, 'mine.ts'), extension);
  writeFileSync(join(dir, 'experiment.json'), JSON.stringify(experiment));
  run(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    'mine.ts',
  ]);
  run(join(dir, 'node_modules/.bin/chaos'), ['run', 'experiment.json'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log('the packed package installs, runs and has types');
} catch (error) {
  console.error(error.stdout || error.message);
  process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
