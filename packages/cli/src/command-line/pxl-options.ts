import { type Command, Option } from 'commander';
import { UsageError } from './usage-error.js';

/** Where a script's tables come from. */
export interface PxlSourceOptions {
  readonly recording?: string;
  readonly sandbox?: boolean;
  readonly cluster?: string;
  /** State folder of the sandbox. */
  readonly stateDir?: string;
}

/** Flags of `chaos pxl run`. */
export interface PxlRunOptions extends PxlSourceOptions {
  /** Values of the script's arguments. */
  readonly arg: Readonly<Record<string, string>>;
  readonly func?: string;
  readonly now?: bigint;
  readonly table?: string;
  readonly format: 'table' | 'json' | 'csv';
  readonly until?: string;
  /** Milliseconds. */
  readonly every: number;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Flags of `chaos pxl check`. */
export interface PxlCheckOptions {
  readonly recording?: string;
}

/** Flags of `chaos pxl tables`. */
export interface PxlTablesOptions {
  readonly recording?: string;
  readonly json: boolean;
}

/** Flags of `chaos pxl functions`. */
export interface PxlFunctionsOptions {
  readonly json: boolean;
}

/** Flags of `chaos pxl record`. */
export interface PxlRecordOptions extends Omit<PxlSourceOptions, 'recording'> {
  readonly tables: readonly string[];
  readonly output: string;
  readonly start: string;
  readonly maxRows: number;
}

/** Flags of `chaos pixie serve`. */
export interface PixieServeOptions {
  readonly recording: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly caOut?: string;
  readonly apiKey?: string;
  readonly now?: bigint;
  readonly plaintext: boolean;
}

/** What is started for each of the `pxl` and `pixie` commands. */
export interface PxlStarts {
  exec(): void;
  run(script: string, options: PxlRunOptions): void;
  check(script: string, options: PxlCheckOptions): void;
  tables(table: string | undefined, options: PxlTablesOptions): void;
  functions(name: string | undefined, options: PxlFunctionsOptions): void;
  record(options: PxlRecordOptions): void;
  serve(options: PixieServeOptions): void;
}

const SCRIPT = 'a .pxl file, or - for standard input; a vis.json beside it names its functions';
const CLUSTER = 'a Pixie cluster; PIXIE_API_KEY and PIXIE_SERVER_URL say who and where';
const RECORDING = 'folder of a recording, as chaos pxl record makes';

/** Declares `chaos pxl …` and `chaos pixie …`. */
export function declarePxl(program: Command, start: PxlStarts): void {
  const pxl = program
    .command('pxl')
    .summary("run Pixie's scripts: over a recording, the sandbox or a cluster")
    .description("PxL, Pixie's query language: over a recording, the sandbox's traffic, or a real cluster.");
  declareQueries(pxl, start);
  declareServe(program, start);
  const record = pxl
    .command('record')
    .summary('keep tables of a cluster as a recording, for tests')
    .requiredOption('--tables <names>', 'tables, with commas between them', names)
    .requiredOption('-o, --output <folder>', 'folder of the recording')
    .option('--start <time>', 'how far to go back, as PxL says it', '-5m')
    .option('--max-rows <n>', 'most rows of a table', count, 1_000_000)
    .action((options: PxlRecordOptions) => start.record(options));
  declareCluster(record);
  pxl
    .command('tables')
    .summary('the tables that scripts read, and their columns')
    .argument('[table]', 'only this one, with its columns')
    .option('--recording <folder>', `${RECORDING} (default: the tables that every Pixie has)`)
    .option('--json', 'as JSON', false)
    .action((table: string | undefined, options: PxlTablesOptions) => start.tables(table, options));
  pxl
    .command('functions')
    .summary('the functions that scripts call, with types and docs')
    .argument('[name]', 'only those whose name has this in it')
    .option('--json', 'as JSON', false)
    .action((name: string | undefined, options: PxlFunctionsOptions) => start.functions(name, options));
}

function declareQueries(pxl: Command, start: PxlStarts): void {
  const run = pxl
    .command('run')
    .summary('run a script and print its tables')
    .argument('<script>', SCRIPT)
    .addOption(
      new Option('--arg <name=value>', 'value of an argument of the script (repeatable)')
        .argParser(argument)
        .default({}, 'none'),
    )
    .option('--func <name>', 'execute this function of the script, with --arg as its arguments')
    .option('--now <time>', "the query's now, with --recording: nanoseconds or an ISO time", nanoseconds)
    .option('--table <name>', 'print only this table')
    .addOption(
      new Option('--format <format>', 'output format').choices(['table', 'json', 'csv']).default('table'),
    )
    .option(
      '--until <jsonpath>',
      'run again until this finds something in the rows; exit code 1 if it never does',
    )
    .addOption(seconds('--every', 'with --until: pause between runs', 2))
    .addOption(seconds('--timeout', 'with --until: when to give up', 120))
    .action((script: string, options: PxlRunOptions) => start.run(script, options));
  declareSource(run);
  pxl
    .command('check')
    .summary('compile a script; errors with line and column')
    .argument('<script>', SCRIPT)
    .option('--recording <folder>', `${RECORDING}, for its tables (default: those that every Pixie has)`)
    .action((script: string, options: PxlCheckOptions) => start.check(script, options));
  pxl
    .command('exec')
    .summary('answer scripts from standard input, one JSON object a line')
    .requiredOption('--jsonl', 'the only protocol so far: see conformance/pxl/README.md')
    .action(() => start.exec());
}

/** Where the rows come from: `--recording`, `--sandbox` or `--cluster`. */
function declareSource(command: Command): void {
  command.addOption(new Option('--recording <folder>', RECORDING).conflicts(['cluster', 'sandbox']));
  declareCluster(command);
}

function declareCluster(command: Command): void {
  command
    .addOption(new Option('--sandbox', 'the sandbox that is up in this folder').conflicts('cluster'))
    .option('--cluster <id>', CLUSTER)
    .option('--state-dir <folder>', 'state folder of the sandbox (default: .chaos, or CHAOS_STATE_DIR)');
}

function declareServe(program: Command, start: PxlStarts): void {
  program
    .command('pixie')
    .summary('be a Pixie for other clients')
    .command('serve')
    .summary('serve a recording as a Vizier, until SIGTERM')
    .description(
      'Serve a recording as a Vizier. Standard output is three lines once it listens: PX_ADDR, PX_API_KEY, PX_CLUSTER_ID.',
    )
    .requiredOption('--recording <folder>', RECORDING)
    .addOption(
      new Option('--listen <host:port>', 'address to listen at; port 0: a free one')
        .argParser(hostAndPort)
        .default({ host: '127.0.0.1', port: 0 }, '127.0.0.1:0'),
    )
    .option('--ca-out <file>', 'write the authority of the certificate to this file, for clients to trust')
    .option('--api-key <key>', 'key that clients have to give (default: a new one)')
    .option(
      '--now <time>',
      "the queries' now: nanoseconds or an ISO time (default: the recording's)",
      nanoseconds,
    )
    .option('--plaintext', 'no TLS; on loopback only', false)
    .action((options: PixieServeOptions) => start.serve(options));
}

function argument(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const at = text.indexOf('=');
  if (at <= 0) throw new UsageError(`'${text}' is not an argument`, { hint: '--arg start_time=-5m' });
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Nanoseconds since the epoch, from a number of them or an ISO time. */
function nanoseconds(text: string): bigint {
  if (/^\d{1,19}$/.test(text)) return BigInt(text);
  const ms = Date.parse(text);
  if (Number.isNaN(ms))
    throw new UsageError(`'${text}' is not a time`, { hint: '--now 2026-01-31T10:00:00Z' });
  return BigInt(ms) * 1_000_000n;
}

/** An option in seconds, which commands get as milliseconds. */
function seconds(flag: string, does: string, usual: number): Option {
  return new Option(`${flag} <seconds>`, does).default(usual * 1000, String(usual)).argParser((text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
      throw new UsageError(`'${text}' is not a number of seconds above zero`, { hint: `${flag} 0.5` });
    return value * 1000;
  });
}

function names(text: string): string[] {
  const all = text.split(',').map((name) => name.trim());
  if (all.some((name) => !/^[\w.]+$/.test(name)))
    throw new UsageError(`'${text}' is not a list of tables`, { hint: '--tables http_events,conn_stats' });
  return all;
}

function count(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new UsageError(`'${text}' is not a number of rows above zero`);
  return Number(text);
}

function hostAndPort(text: string): PixieServeOptions['listen'] {
  const found = /^(\[[0-9a-f:]+\]|[^:[\]]+):(\d{1,5})$/i.exec(text);
  const port = Number(found?.[2]);
  if (found?.[1] === undefined || port > 65_535)
    throw new UsageError(`'${text}' is not HOST:PORT`, { hint: '--listen 127.0.0.1:0' });
  return { host: found[1].replace(/^\[|\]$/g, ''), port };
}
