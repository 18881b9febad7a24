import type { Command } from 'commander';

/** Values that are given beside an experiment (core.md §7). */
export interface ValueOptions {
  /** `name[:type]=value` */
  readonly var: readonly string[];
  readonly varFile: readonly string[];
}

/** Declares them. */
export function declareValues(command: Command): Command {
  return command
    .option('--var <name[:type]=value>', 'set a configuration value (repeatable)', collect, [])
    .option('--var-file <file>', 'file with configuration and secrets (repeatable)', collect, []);
}

/** For options that may be given several times. */
export const collect = (value: string, previous: readonly string[]): string[] => [...previous, value];
