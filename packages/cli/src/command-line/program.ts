import { Command, CommanderError } from 'commander';
import type { TerminalStream } from '../console/live-line.js';
import type { CommandContext } from '../context.js';
import { declareGlobalOptions, type GlobalOptions } from './global-options.js';
import { declareOthers } from './other-options.js';
import { declarePxl } from './pxl-options.js';
import { declareRun } from './run-options.js';
import { declareSandbox } from './sandbox-options.js';

/** Does the work of one command. Answers the exit code. */
type StartCommand = (context: CommandContext) => Promise<number>;

/** What a command line asks for: a command to start, or nothing more (help, version, a usage error). */
export type Invocation =
  | { readonly command: string; readonly globals: GlobalOptions; readonly start: StartCommand }
  | { readonly exitCode: number };

/** Reads a command line. Usage errors, help and the version are already written to the streams. */
export function readCommandLine(
  argv: readonly string[],
  version: string,
  streams: { readonly stdout: TerminalStream; readonly stderr: TerminalStream },
): Invocation {
  let chosen: { command: string; start: StartCommand } | undefined;
  const choose = (command: string, start: StartCommand): void => {
    chosen = { command, start };
  };
  const program = declareProgram(version, choose);
  program.configureOutput({
    writeOut: (text) => streams.stdout.write(text),
    writeErr: (text) => streams.stderr.write(text),
  });
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { exitCode: isRequested(error) ? 0 : 2 };
    throw error;
  }
  return chosen === undefined ? { exitCode: 2 } : { ...chosen, globals: program.opts<GlobalOptions>() };
}

const isRequested = ({ code }: CommanderError): boolean =>
  code === 'commander.helpDisplayed' || code === 'commander.version';

/** The whole command line, as data: `choose` is called with the command that a parsed line names. */
export function declareProgram(
  version: string,
  choose: (command: string, start: StartCommand) => void,
): Command {
  const program = new Command('chaos')
    .description('Run chaos engineering experiments, on a cluster or in a sandbox on your machine.')
    .version(`chaos, version ${version}`, '--version', 'print the version')
    .exitOverride()
    .showHelpAfterError('(chaos --help tells more)');
  declareGlobalOptions(program);
  declareRun(program, {
    run: (source, options) =>
      choose('run', async (context) =>
        (await import('../commands/run.js')).runCommand(context, source, options),
      ),
    validate: (source, options) =>
      choose('validate', async (context) =>
        (await import('../commands/validate.js')).validateCommand(context, source, options),
      ),
  });
  declareSandbox(program, {
    up: (options) =>
      choose('up', async (context) =>
        (await import('../commands/sandbox-up.js')).sandboxUp(context, options),
      ),
    status: (options) =>
      choose('status', async (context) =>
        (await import('../commands/sandbox-status.js')).sandboxStatusCommand(context, options),
      ),
    scale: (target, options) =>
      choose('scale', async (context) =>
        (await import('../commands/sandbox-scale.js')).sandboxScale(context, target, options),
      ),
    down: (options) =>
      choose('down', async (context) =>
        (await import('../commands/sandbox-down.js')).sandboxDown(context, options),
      ),
  });
  declarePxl(program, {
    exec: () => choose('exec', async (context) => (await import('../commands/pxl-exec.js')).pxlExec(context)),
    run: (script, options) =>
      choose('run', async (context) =>
        (await import('../commands/pxl-run.js')).pxlRun(context, script, options),
      ),
    check: (script, options) =>
      choose('check', async (context) =>
        (await import('../commands/pxl-check.js')).pxlCheck(context, script, options),
      ),
    tables: (table, options) =>
      choose('tables', async (context) =>
        (await import('../commands/pxl-tables.js')).pxlTables(context, table, options),
      ),
    functions: (name, options) =>
      choose('functions', async (context) =>
        (await import('../commands/pxl-functions.js')).pxlFunctions(context, name, options),
      ),
    record: (options) =>
      choose('record', async (context) =>
        (await import('../commands/pxl-record.js')).pxlRecord(context, options),
      ),
    serve: (options) =>
      choose('serve', async (context) =>
        (await import('../commands/pixie-serve.js')).pixieServe(context, options),
      ),
  });
  declareOthers(program, {
    journal: (run, options) =>
      choose('journal', async (context) =>
        (await import('../commands/journal.js')).journalCommand(context, run, options),
      ),
    tail: (run, options) =>
      choose('tail', async (context) =>
        (await import('../commands/tail.js')).tailCommand(context, run, options),
      ),
    undo: (run, options) =>
      choose('undo', async (context) =>
        (await import('../commands/undo.js')).undoCommand(context, run, options),
      ),
    settingsShow: (options) =>
      choose('show', async (context) =>
        (await import('../commands/settings.js')).showSettings(context, options),
      ),
    settingsGet: (key, options) =>
      choose('get', async (context) =>
        (await import('../commands/settings.js')).getSetting(context, key, options),
      ),
    settingsSet: (key, value) =>
      choose('set', async (context) =>
        (await import('../commands/settings.js')).setSetting(context, key, value),
      ),
    settingsRemove: (key) =>
      choose('remove', async (context) =>
        (await import('../commands/settings.js')).removeSetting(context, key),
      ),
    info: (what) =>
      choose('info', async (context) => (await import('../commands/info.js')).infoCommand(context, what)),
    discover: (name, options) =>
      choose('discover', async (context) =>
        (await import('../commands/discover.js')).discoverCommand(context, name, options),
      ),
    init: (options) =>
      choose('init', async (context) => (await import('../commands/init.js')).initCommand(context, options)),
    schema: (of) =>
      choose('schema', async (context) => (await import('../commands/schema.js')).schemaCommand(context, of)),
  });
  return program;
}
