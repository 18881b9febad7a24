import { ChaosError } from '@chaoskit/errors';

/** One problem of a script. Line and column count from 1; both are 0 where the problem has no place (pixie.md §3.1). */
export interface ScriptProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A script can't be compiled or executed: Pixie's INVALID_ARGUMENT with its compiler errors. */
export class PxlError extends ChaosError {
  override readonly name = 'PxlError';
  readonly problems: readonly ScriptProblem[];
  /** Whether Pixie tells of the problems one by one, with their places; of others it gives a message alone. */
  readonly detailed: boolean;

  constructor(all: readonly ScriptProblem[], detailed = all.some(({ line }) => line > 0)) {
    const problems = all.map((problem) => ({ ...problem, message: shortened(problem.message) }));
    const [first] = problems;
    super('PXL_E_SCRIPT', first?.message ?? 'the script has a problem', {
      ...(first !== undefined && first.line > 0 && { place: { line: first.line, column: first.column } }),
    });
    this.problems = problems;
    this.detailed = detailed;
  }

  /** A single problem at a place of the script; line and column 0 stand for the request itself. */
  static at(place: { readonly line: number; readonly column: number }, message: string): PxlError {
    return new PxlError([{ line: place.line, column: place.column, message }], true);
  }

  /** A single problem that Pixie gives no place. */
  static nowhere(message: string): PxlError {
    return new PxlError([{ line: 0, column: 0, message }]);
  }
}

/** A message may quote what the script says: a text of a megabyte, a thousand columns. */
const longestMessage = 2_000;

const shortened = (message: string): string =>
  message.length > longestMessage ? `${message.slice(0, longestMessage)}… (cut)` : message;
