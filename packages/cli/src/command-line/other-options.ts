import { type Command, Option } from 'commander';
import { declareValues, type ValueOptions } from './value-options.js';

/** Flags of the commands that look at runs. */
interface RunLookupOptions {
  readonly stateDir?: string;
}

/** Flags of `chaos journal`. */
export interface JournalOptions extends RunLookupOptions {
  /** Written to standard output where absent. */
  readonly output?: string;
}

/** Flags of `chaos tail`. */
export interface TailOptions extends RunLookupOptions {
  readonly json: boolean;
}

/** Flags of `chaos undo`. */
export interface UndoOptions extends RunLookupOptions, ValueOptions {
  readonly context?: string;
}

export interface SettingsShowOptions {
  readonly format: 'json' | 'yaml';
}
export interface SettingsGetOptions {
  readonly format: 'string' | 'json' | 'yaml';
}

/** Flags of `chaos discover`. */
export interface DiscoverOptions {
  readonly systemInfo: boolean;
  readonly install: boolean;
  readonly discoveryPath: string;
}

/** Flags of `chaos init`. */
export interface InitOptions {
  readonly discoveryPath: string;
  readonly experimentPath: string;
  readonly title?: string;
  readonly description?: string;
  readonly hypothesis?: string;
}

/** What is started for each of these commands. */
export interface OtherStarts {
  journal(run: string, options: JournalOptions): void;
  tail(run: string, options: TailOptions): void;
  undo(run: string, options: UndoOptions): void;
  settingsShow(options: SettingsShowOptions): void;
  settingsGet(key: string, options: SettingsGetOptions): void;
  settingsSet(key: string, value: string): void;
  settingsRemove(key: string): void;
  info(what: 'core' | 'extensions' | 'settings'): void;
  discover(packageName: string, options: DiscoverOptions): void;
  init(options: InitOptions): void;
  schema(of: 'experiment' | 'journal'): void;
}

const RUN = "run id, its unique beginning, or 'last'";

/** Declares everything besides `run`, `validate` and `sandbox`. */
export function declareOthers(program: Command, start: OtherStarts): void {
  program
    .command('journal')
    .summary('build the journal of a run from its event log')
    .argument('<run>', RUN)
    .option('--output <file>', 'write it to this file instead of standard output')
    .option('--state-dir <folder>', 'where runs are recorded (default: .chaos, or CHAOS_STATE_DIR)')
    .action((run: string, options: JournalOptions) => start.journal(run, options));
  program
    .command('tail')
    .summary("follow a run's log from another terminal")
    .argument('<run>', RUN)
    .option('--json', 'the events themselves, one JSON object a line', false)
    .option('--state-dir <folder>', 'where runs are recorded (default: .chaos, or CHAOS_STATE_DIR)')
    .action((run: string, options: TailOptions) => start.tail(run, options));
  const undo = program
    .command('undo')
    .summary('take back what a run changed and did not put back, also a run that was killed')
    .argument('<run>', RUN)
    .option('--context <name>', 'Kubernetes context to act on, whatever cluster the run touched')
    .option('--state-dir <folder>', 'where runs are recorded (default: .chaos, or CHAOS_STATE_DIR)')
    .action((run: string, options: UndoOptions) => start.undo(run, options));
  declareValues(undo);
  declareSettings(program, start);
  program
    .command('info')
    .summary('versions, installed extensions, settings')
    .addArgument(program.createArgument('<what>').choices(['core', 'extensions', 'settings']))
    .action((what: 'core' | 'extensions' | 'settings') => start.info(what));
  program
    .command('discover')
    .summary('list what a built-in driver or a Python package can do')
    .argument('<package>', 'chaosk8s, or a Python package such as chaostoolkit-kubernetes')
    .option('--no-system-info', 'do not ask the system that the package is for')
    .option('--no-install', 'do not install the Python package first')
    .option('--discovery-path <file>', 'where the outcome is written', './discovery.json')
    .action((name: string, options: DiscoverOptions) => start.discover(name, options));
  program
    .command('init')
    .summary('write a new experiment, by questions on a terminal and by flags elsewhere')
    .option(
      '--discovery-path <file>',
      'outcome of chaos discover to choose activities from',
      './discovery.json',
    )
    .option('--experiment-path <file>', 'file to write (.json, .yaml or .yml)', './experiment.json')
    .option('--title <text>', "the experiment's title")
    .option('--description <text>', "the experiment's description")
    .option('--hypothesis <text>', 'title of a steady-state hypothesis to start with')
    .action((options: InitOptions) => start.init(options));
  program
    .command('schema')
    .summary('print the JSON Schema of experiments, for editors, or of journals')
    .addArgument(
      program
        .createArgument('[of]', 'what it describes')
        .choices(['experiment', 'journal'])
        .default('experiment'),
    )
    .action((of: 'experiment' | 'journal') => start.schema(of));
}

function declareSettings(program: Command, start: OtherStarts): void {
  const settings = program.command('settings').summary('read and change the settings file');
  settings
    .command('show')
    .summary('print all settings')
    .addOption(new Option('--format <format>', 'output format').choices(['json', 'yaml']).default('yaml'))
    .action((options: SettingsShowOptions) => start.settingsShow(options));
  settings
    .command('get')
    .summary('print one value')
    .argument('<key>', 'dotted key, e.g. runtime.rollbacks.strategy or auths.example\\.com.type')
    .addOption(
      new Option('--format <format>', 'output format').choices(['string', 'json', 'yaml']).default('yaml'),
    )
    .action((key: string, options: SettingsGetOptions) => start.settingsGet(key, options));
  settings
    .command('set')
    .summary('set one value, making the file and the key where needed')
    .argument('<key>', 'dotted key')
    .argument('<value>', 'JSON value')
    .action((key: string, value: string) => start.settingsSet(key, value));
  settings
    .command('remove')
    .summary('remove one value')
    .argument('<key>', 'dotted key')
    .action((key: string) => start.settingsRemove(key));
}
