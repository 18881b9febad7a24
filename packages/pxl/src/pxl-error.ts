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

  constructor(all: readonly ScriptProblem[]) {
    const problems = all.map((problem) => ({ ...problem, message: shortened(problem.message) }));
    const [first] = problems;
    super('PXL_E_SCRIPT', first?.message ?? 'the script has a problem', {
      ...(first !== undefined && first.line > 0 && { place: { line: first.line, column: first.column } }),
    });
    this.problems = problems;
  }

  /** A single problem at a place of the script. */
  static at(place: { readonly line: number; readonly column: number }, message: string): PxlError {
    return new PxlError([{ line: place.line, column: place.column, message }]);
  }

  /** A single problem without a place. */
  static nowhere(message: string): PxlError {
    return new PxlError([{ line: 0, column: 0, message }]);
  }
}

/** A message may quote what the script says: a text of a megabyte, a thousand columns. */
const longestMessage = 2_000;

const shortened = (message: string): string =>
  message.length > longestMessage ? `${message.slice(0, longestMessage)}… (cut)` : message;
