import { type Issue, type ParsedDocument, validateExperiment } from '@chaoskit/core';
import type { CommandContext } from '../context.js';
import { hasErrors, reportIssues, withStrictness } from '../validation/report-issues.js';
import type { Overrides } from './overrides.js';
import type { Session } from './session.js';

/** Validates and says all issues. Answers them; `Experiment looks valid` is said where none is an error (core.md §4). */
export async function validateDocument(
  { log }: CommandContext,
  { engine, env }: Session,
  document: ParsedDocument,
  { overrides, strict }: { readonly overrides: Overrides; readonly strict: boolean },
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  log.info("Validating the experiment's syntax");
  const found = await validateExperiment(document, { ...engine, env, overrides, log }, signal);
  const issues = withStrictness(found, strict);
  reportIssues(issues, log);
  if (!hasErrors(issues)) log.info('Experiment looks valid');
  return issues;
}
