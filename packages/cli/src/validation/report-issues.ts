import type { Issue, Logger } from '@chaoskit/core';
import { describeIssue } from '../console/describe-error.js';

/** Under `--strict` every warning is an error. */
export function withStrictness(issues: readonly Issue[], strict: boolean): Issue[] {
  return issues.map((issue) => (strict ? { ...issue, severity: 'error' } : issue));
}

/** True where the experiment can't be run. */
export const hasErrors = (issues: readonly Issue[]): boolean =>
  issues.some(({ severity }) => severity === 'error');

/** Says all issues, in the order of the checks: the first error is the reference's one. */
export function reportIssues(issues: readonly Issue[], log: Logger): void {
  for (const issue of issues) {
    if (issue.severity === 'error') log.error(describeIssue(issue));
    else log.warning(describeIssue(issue));
  }
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  if (errors > 1) log.error(`${errors} errors in all`);
}
