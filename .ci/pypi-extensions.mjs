// Extensions from PyPI, unmodified, through the bridge: chaostoolkit-addons and chaostoolkit-kubernetes in a virtual environment
// that has no Chaos Toolkit library of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dir = mkdtempSync(join(tmpdir(), 'chaoskit-pypi-'));
const venv = join(dir, 'venv');
const pip = join(venv, 'bin/pip');

try {
  execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  execFileSync(
    pip,
    ['install', '--quiet', '--no-deps', 'chaostoolkit-addons', 'chaostoolkit-kubernetes==0.39.0'],
    { stdio: 'inherit' },
  );
  execFileSync(pip, ['install', '--quiet', 'kubernetes==29.0.0', 'dateparser', 'pyyaml', 'logzero'], {
    stdio: 'inherit',
  });
  addons();
  kubernetes();
  console.log('the extensions ran through the bridge');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}

function chaos(args, env = {}) {
  const result = spawnSync(join(root, 'node_modules/.bin/chaos'), args, {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, CHAOS_PYTHON: join(venv, 'bin/python'), ...env },
  });
  process.stderr.write(result.stderr);
  return result;
}

function runExperiment(document, expectedExit, args = [], env = {}) {
  writeFileSync(join(dir, 'experiment.json'), JSON.stringify(document));
  const { status } = chaos(['run', ...args, 'experiment.json'], env);
  if (status !== expectedExit) throw new Error(`exit ${status} instead of ${expectedExit}`);
  return JSON.parse(readFileSync(join(dir, 'journal.json'), 'utf8'));
}

/** The repeat control of chaostoolkit-addons, as Python code. */
function addons() {
  const journal = runExperiment(
    {
      title: 'repeat',
      description: 'the repeat control of chaostoolkit-addons',
      method: [
        {
          type: 'action',
          name: 'say',
          provider: { type: 'process', path: 'echo', arguments: ['hello'] },
          controls: [
            {
              name: 'again',
              provider: {
                type: 'python',
                module: 'chaosaddons.controls.repeat',
                arguments: { repeat_count: 3 },
              },
            },
          ],
        },
      ],
    },
    0,
    ['--python', 'always'],
  );
  if (journal.run.length !== 3)
    throw new Error(`the repeated action ran ${journal.run.length} times instead of 3`);
}

/** chaostoolkit-kubernetes on the official Python client, against the sandbox. */
function kubernetes() {
  const up = chaos(['sandbox', 'up']);
  if (up.status !== 0) throw new Error('sandbox up failed');
  try {
    const KUBECONFIG = /KUBECONFIG='?([^'\n]+)/.exec(up.stdout)[1];
    const provider = {
      type: 'python',
      module: 'chaosk8s.node.probes',
      func: 'get_nodes',
    };
    const journal = runExperiment(
      {
        title: 'nodes',
        description: 'a probe of chaostoolkit-kubernetes',
        method: [{ type: 'probe', name: 'nodes', provider }],
      },
      0,
      ['--python', 'always'],
      { KUBECONFIG },
    );
    const [{ status, output }] = journal.run;
    if (status !== 'succeeded' || !(output.items.length > 0))
      throw new Error(`get_nodes: ${JSON.stringify(journal.run[0])}`);
  } finally {
    chaos(['sandbox', 'down']);
  }
}
