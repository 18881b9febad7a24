import type { HypothesisStrategy, RollbackStrategy } from '@chaoskit/core';
// Not from the package itself: the command line is read before any of the engine is loaded.
import { HYPOTHESIS_STRATEGIES, MISSPELLED_STRATEGY, ROLLBACK_STRATEGIES } from '@chaoskit/core/strategies';
import { type Command, Option } from 'commander';
import { UsageError } from './usage-error.js';
import { collect, declareValues, type ValueOptions } from './value-options.js';

/** Flags of `chaos run` (core.md §21, and ours). */
export interface RunOptions extends ValueOptions {
  readonly journalPath: string;
  readonly dry?: 'probes' | 'actions' | 'activities' | 'pause';
  readonly validation: boolean;
  readonly verifyTls: boolean;
  readonly rollbackStrategy?: RollbackStrategy;
  readonly controlFile: readonly string[];
  readonly hypothesisStrategy?: HypothesisStrategyFlag;
  /** Seconds. */
  readonly hypothesisFrequency: number;
  readonly failFast: boolean;
  readonly gateNotMet: 'failed' | 'completed';
  readonly strict: boolean;
  readonly python: 'native' | 'always';
  readonly sandbox?: readonly string[];
  readonly context?: string;
  readonly stateDir?: string;
  readonly json: boolean;
}

/** `skip` is for documents and settings only. */
type HypothesisStrategyFlag = Exclude<HypothesisStrategy, 'skip'> | typeof MISSPELLED_STRATEGY;

const HYPOTHESIS_FLAGS = [...HYPOTHESIS_STRATEGIES.filter((name) => name !== 'skip'), MISSPELLED_STRATEGY];

/** Flags of `chaos validate`. */
export interface ValidateOptions extends ValueOptions {
  readonly verifyTls: boolean;
  readonly strict: boolean;
  readonly json: boolean;
  readonly format?: 'text' | 'json' | 'sarif';
  readonly python: 'native' | 'always';
}

const SOURCE = 'experiment: a .json, .yaml or .yml file, a URL, or - for standard input';

/** Declares `chaos run` and `chaos validate`. */
export function declareRun(
  program: Command,
  start: {
    run(source: string, options: RunOptions): void;
    validate(source: string, options: ValidateOptions): void;
  },
): void {
  const run = program
    .command('run')
    .summary('run an experiment')
    .description('Run an experiment and write its journal. Exit code 0: completed and not deviated.')
    .argument('[source]', SOURCE)
    .option('--journal-path <file>', 'where the journal is written', './journal.json')
    .addOption(new Option('--dry <what>', 'skip these').choices(['probes', 'actions', 'activities', 'pause']))
    .option('--no-validation', 'do not validate the experiment first')
    .option('--no-verify-tls', 'do not verify the certificate of the URL that the experiment comes from')
    .addOption(
      new Option('--rollback-strategy <strategy>', 'when rollbacks are played').choices(ROLLBACK_STRATEGIES),
    )
    .addOption(
      new Option('--hypothesis-strategy <strategy>', 'when the steady-state hypothesis is checked').choices(
        HYPOTHESIS_FLAGS,
      ),
    )
    .option('--hypothesis-frequency <seconds>', 'pace of the continuous hypothesis', seconds, 1)
    .option('--fail-fast', 'end the run at the first deviation of the continuous hypothesis', false)
    .option('--control-file <file>', 'file with global controls (repeatable)', collect, [])
    .addOption(
      new Option('--gate-not-met <status>', 'status where the hypothesis is not met before the method')
        .choices(['failed', 'completed'])
        .default('failed'),
    )
    .option('--sandbox <file...>', 'run in a throw-away sandbox with these manifests')
    .option('--context <name>', 'Kubernetes context to use, also where a sandbox of another name is up')
    .option('--state-dir <folder>', 'where runs are recorded (default: .chaos, or CHAOS_STATE_DIR)')
    .option('--json', "write the run's events to standard output, one JSON object a line", false)
    .action((source: string | undefined, options: RunOptions) => {
      const words = withSource(source, options);
      start.run(words.source, words.options);
    });
  const validate = program
    .command('validate')
    .summary('validate an experiment without running it')
    .argument('<source>', SOURCE)
    .option('--no-verify-tls', 'do not verify the certificate of the URL that the experiment comes from')
    .option('--json', 'write all issues to standard output as JSON', false)
    .addOption(new Option('--format <format>', 'format of the issues').choices(['text', 'json', 'sarif']))
    .action((source: string, options: ValidateOptions) => start.validate(source, options));
  for (const command of [run, validate]) {
    declareValues(command)
      .option('--strict', 'warnings of the validation are errors', false)
      .addOption(
        new Option('--python <mode>', 'native: built-in activities first; always: the Python packages first')
          .choices(['native', 'always'])
          .default('native'),
      );
  }
}

/** In `run --sandbox cluster.yaml experiment.json` the last file is the experiment. */
function withSource(
  source: string | undefined,
  options: RunOptions,
): { source: string; options: RunOptions } {
  if (source !== undefined) return { source, options };
  const last = options.sandbox?.at(-1);
  if (options.sandbox === undefined || last === undefined || options.sandbox.length < 2)
    throw new UsageError("missing argument 'source'", { hint: 'chaos run experiment.json' });
  return { source: last, options: { ...options, sandbox: options.sandbox.slice(0, -1) } };
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new UsageError(`'${text}' is not a number of seconds above zero`, {
      hint: '--hypothesis-frequency 0.5',
    });
  return value;
}
