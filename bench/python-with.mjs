import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Python of a virtual environment of the bench that has these packages; made on first use. */
export function pythonWith(bench, name, ...packages) {
  const venv = join(bench.root, 'bench/.cache', name);
  const ready = join(venv, 'ready');
  if (!existsSync(ready)) {
    execFileSync('python3', ['-m', 'venv', venv]);
    execFileSync(join(venv, 'bin/pip'), ['install', '--quiet', ...packages]);
    writeFileSync(ready, '');
  }
  return join(venv, 'bin/python');
}
