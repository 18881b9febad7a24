import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Size of the package as a user installs it, production only. */
export function measureSize(bench) {
  const dir = join(bench.dir, 'installed');
  mkdirSync(dir, { recursive: true });
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', dir], {
      cwd: join(bench.root, 'packages/cli'),
      encoding: 'utf8',
    }),
  );
  execFileSync('npm', ['init', '--yes', '--silent'], { cwd: dir, stdio: 'ignore' });
  execFileSync('npm', ['install', '--omit=dev', '--silent', join(dir, filename)], {
    cwd: dir,
    stdio: 'ignore',
  });
  return [
    {
      name: 'installed `chaoskit`, production only',
      unit: 'MB',
      limit: 60,
      value: sizeOf(join(dir, 'node_modules')) / 1e6,
    },
  ];
}

function sizeOf(path) {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
