import type { Command } from 'commander';
import { UsageError } from './usage-error.js';

/** Flag of all sandbox commands. */
export interface SandboxStateOptions {
  readonly stateDir?: string;
}

/** Flags of `chaos sandbox up`. */
export interface SandboxUpOptions extends SandboxStateOptions {
  readonly file: readonly string[];
  readonly images?: string;
  readonly wait: boolean;
  readonly lenient: boolean;
}

/** Flags of `chaos sandbox status`. */
export interface SandboxStatusOptions extends SandboxStateOptions {
  readonly json: boolean;
}

/** Flags of `chaos sandbox scale`. */
export interface SandboxScaleOptions extends SandboxStateOptions {
  readonly replicas: number;
  readonly namespace: string;
  readonly wait: boolean;
}

/** What is started for each of the sandbox's commands. */
export interface SandboxStarts {
  up(options: SandboxUpOptions): void;
  status(options: SandboxStatusOptions): void;
  scale(target: string, options: SandboxScaleOptions): void;
  down(options: SandboxStateOptions): void;
}

/** Declares `chaos sandbox up|status|scale|down`. */
export function declareSandbox(program: Command, start: SandboxStarts): void {
  const sandbox = program
    .command('sandbox')
    .summary('a local Kubernetes-shaped cluster of processes')
    .description(
      'A local cluster for experiments: its pods are processes on this machine, one cluster a folder.',
    );
  const up = sandbox
    .command('up')
    .summary('start the sandbox of this folder')
    .description(
      'Start the sandbox. Standard output is one line for the shell: eval "$(chaos sandbox up -f FILE)"',
    )
    .option('-f, --file <file...>', 'manifests to apply', [])
    .option('--images <file>', 'table of images (default: sandbox.yaml beside the first manifest)')
    .option('--no-wait', 'return when the API answers, not when all Deployments are available')
    .option('--lenient', 'skip kinds that the sandbox does not know, with a warning', false)
    .action((options: SandboxUpOptions) => start.up(options));
  const status = sandbox
    .command('status')
    .summary('what runs in the sandbox of this folder')
    .option('--json', 'as JSON', false)
    .action((options: SandboxStatusOptions) => start.status(options));
  const scale = sandbox
    .command('scale')
    .summary('set the number of replicas of a workload')
    .argument('<kind/name>', 'for example deployment/middle')
    .requiredOption('--replicas <n>', 'number of replicas', replicas)
    .option('-n, --namespace <namespace>', 'namespace of the workload', 'default')
    .option('--no-wait', 'return without waiting until all replicas are available')
    .action((target: string, options: SandboxScaleOptions) => start.scale(target, options));
  const down = sandbox
    .command('down')
    .summary('stop the sandbox of this folder and all that runs in it')
    .action((options: SandboxStateOptions) => start.down(options));
  for (const command of [up, status, scale, down])
    command.option(
      '--state-dir <folder>',
      'state folder of the sandbox (default: .chaos, or CHAOS_STATE_DIR)',
    );
}

function replicas(text: string): number {
  if (!/^\d+$/.test(text))
    throw new UsageError(`'${text}' is not a number of replicas`, { hint: '--replicas=2' });
  return Number(text);
}
