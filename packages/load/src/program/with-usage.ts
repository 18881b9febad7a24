import { messageOf } from '@chaoskit/errors';
import { FlagError, HelpRequested } from '../go/flags.js';
import type { Program } from './program.js';

/** Answers the exit code of `run`; errors become one message: 2 for a wrong command line, with the usage, 1 for the rest. */
export async function withUsage(
  usage: string,
  program: Program,
  run: () => Promise<number>,
  errorPrefix = '',
): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof HelpRequested) {
      program.stderr(usage);
      return 0;
    }
    if (error instanceof FlagError) {
      program.stderr(`${error.message}\n${usage}`);
      return 2;
    }
    program.stderr(`${errorPrefix}${messageOf(error)}\n`);
    return 1;
  }
}
