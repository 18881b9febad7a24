import {
  booleanFlag,
  describeFlags,
  type Flags,
  type FlagValues,
  integerFlag,
  parseFlags,
  refusedFlag,
} from '../go/flags.js';
import type { Program } from '../program/program.js';
import { withUsage } from '../program/with-usage.js';
import { attackCommand } from './attack-command.js';
import { attackFlags } from './attack-flags.js';
import { encodeCommand, encodeFlags } from './encode-command.js';
import { plotCommand, plotFlags } from './plot-command.js';
import { reportCommand, reportFlags } from './report-command.js';

const globalFlags = {
  cpus: integerFlag({ usage: 'Number of CPUs to use', default: 1 }),
  profile: refusedFlag('vegeta', 'profile'),
  version: booleanFlag({ usage: 'Print version and exit', default: false }),
};

const globalUsage =
  'Usage: vegeta [global flags] <command> [command flags]\n\n' +
  `global flags:\n${describeFlags(globalFlags)}\n` +
  Object.entries({ attack: attackFlags, encode: encodeFlags, plot: plotFlags, report: reportFlags })
    .map(([name, flags]) => `${name} command:\n${describeFlags(flags)}`)
    .join('\n');

type Command = (args: readonly string[], program: Program) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  attack: command('attack', attackFlags, (flags, _files, program) => attackCommand(flags, program)),
  encode: command('encode', encodeFlags, encodeCommand),
  plot: command('plot', plotFlags, plotCommand),
  report: command('report', reportFlags, reportCommand),
};

/**
 * The `vegeta` stand-in (spec load.md §1). Answers the exit code: 0, 1 for what goes wrong, 2 for a wrong command line.
 */
export async function runVegeta(program: Program): Promise<number> {
  return withUsage(globalUsage, program, async () => {
    const { values, rest } = parseFlags(globalFlags, program.args);
    if (values.version) {
      program.stdout(
        'Version: built-in of chaoskit (the commands attack, encode, plot and report of vegeta 12)\n',
      );
      return 0;
    }
    const [name, ...args] = rest;
    if (name === undefined) {
      program.stderr(globalUsage);
      return 1;
    }
    const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (run !== undefined) return run(args, program);
    program.stderr(`Unknown command: ${name}\n`);
    return 1;
  });
}

function command<F extends Flags>(
  name: string,
  flags: F,
  run: (values: FlagValues<F>, rest: readonly string[], program: Program) => Promise<number>,
): Command {
  return (args, program) =>
    withUsage(`Usage of vegeta ${name}:\n${describeFlags(flags)}`, program, async () => {
      const { values, rest } = parseFlags(flags, args);
      return run(values, rest, program);
    });
}
