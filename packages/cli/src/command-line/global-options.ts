import { type Command, Option } from 'commander';

/** Flags that may stand before or after the command (core.md §21). */
export interface GlobalOptions {
  readonly verbose: boolean;
  readonly changeDir?: string;
  /** False: no log file. @default "chaostoolkit.log" */
  readonly logFile: string | false;
  readonly logFileLevel: 'debug' | 'info' | 'warning' | 'error';
  /** Format of the console; the log file is always text. */
  readonly logFormat: 'string' | 'json';
  readonly settings?: string;
}

/** Declares the global flags. */
export function declareGlobalOptions(program: Command): void {
  program
    .option('--verbose', 'also show debug lines, with where they come from', false)
    .option('--change-dir <folder>', 'work in this folder')
    .option('--log-file <file>', 'append the log to this file', 'chaostoolkit.log')
    .option('--no-log-file', 'write no log file')
    .addOption(
      new Option('--log-file-level <level>', 'least level of the log file')
        .choices(['debug', 'info', 'warning', 'error'])
        .default('debug'),
    )
    .addOption(
      new Option('--log-format <format>', 'format of the console')
        .choices(['string', 'json'])
        .default('string'),
    )
    .option('--settings <file>', 'settings file (default: ~/.chaostoolkit/settings.yaml)')
    .addOption(
      new Option('--no-version-check', 'accepted and without effect: nothing is ever asked for').hideHelp(),
    );
}
