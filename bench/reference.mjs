// The reference (the Python Chaos Toolkit), the newest that this machine's Python takes, in a virtual environment of the bench.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Answers `{chaos, version}`, or `{missing: why}`. */
export function installReference(cacheDir) {
  const venv = join(cacheDir, 'reference');
  const chaos = join(venv, 'bin/chaos');
  const quiet = { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' };
  try {
    if (!existsSync(chaos)) {
      execFileSync('python3', ['-m', 'venv', venv], quiet);
      execFileSync(join(venv, 'bin/pip'), ['install', '--quiet', 'chaostoolkit'], quiet);
    }
    const python = join(venv, 'bin/python');
    const versions = execFileSync(
      python,
      ['-c', 'from importlib.metadata import version as v; print(v("chaostoolkit"), v("chaostoolkit-lib"))'],
      quiet,
    );
    const [cli, lib] = versions.trim().split(' ');
    return { chaos, python, version: `chaostoolkit ${cli} (lib ${lib})` };
  } catch (error) {
    return { missing: String(error.message).split('\n')[0] };
  }
}
