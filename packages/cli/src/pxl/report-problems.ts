import type { Logger } from '@chaoskit/core';
import { describePlace } from '@chaoskit/errors';
import type { PxlError, ScriptProblem } from '@chaoskit/pxl';
import { type KnownNames, scriptHint } from './script-hint.js';

/** A script as the user named it. */
export interface NamedScript {
  readonly file: string;
  readonly text: string;
}

/** Says all problems of a script: Pixie's words, the place, the line itself with a caret, and what to do. */
export function reportProblems(error: PxlError, script: NamedScript, known: KnownNames, log: Logger): void {
  for (const problem of error.problems) log.error(describeProblem(problem, script, known));
}

function describeProblem(problem: ScriptProblem, { file, text }: NamedScript, known: KnownNames): string {
  const placed = problem.line > 0;
  const at = placed ? { file, line: problem.line, column: problem.column } : { file };
  const hint = scriptHint(problem.message, text, known);
  return [
    problem.message,
    `at ${describePlace(at)}`,
    ...(placed ? excerpt(text, problem) : []),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
    'code: PXL_E_SCRIPT',
  ].join('\n');
}

function excerpt(text: string, { line, column }: ScriptProblem): string[] {
  const source = text.split(/\r?\n/)[line - 1];
  if (source === undefined || source.length > 200 || column > source.length + 1) return [];
  // Tabs stay tabs, so that the caret stands below its character.
  const indent = source.slice(0, Math.max(0, column - 1)).replaceAll(/[^\t]/g, ' ');
  return [`    ${source}`, `    ${indent}^`];
}
