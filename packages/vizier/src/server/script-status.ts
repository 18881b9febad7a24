import type { PxlError } from '@chaoskit/pxl';
import { Code } from '@connectrpc/connect';

/** What a client is told of a script with errors; details only where Pixie gives them. */
export function scriptStatus({ problems, detailed }: PxlError) {
  const errorDetails = problems.map(({ line, column, message }) => ({
    error: {
      case: 'compilerError' as const,
      value: { line: BigInt(line), column: BigInt(column), message },
    },
  }));
  return {
    code: Code.InvalidArgument,
    message: problems.map(({ message }) => message).join('\n'),
    errorDetails: detailed ? errorDetails : [],
  };
}
