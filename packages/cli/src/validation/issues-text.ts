import type { Issue } from '@chaoskit/core';
import type { CommandContext } from '../context.js';
import { hasErrors } from './report-issues.js';
import { sarifLog } from './sarif.js';

/** What standard output gets of the issues: nothing as text, as the log has them already. */
export function issuesText(
  issues: readonly Issue[],
  format: 'text' | 'json' | 'sarif',
  { host, version }: Pick<CommandContext, 'host' | 'version'>,
): string {
  if (format === 'text') return '';
  const content =
    format === 'json' ? { valid: !hasErrors(issues), issues } : sarifLog(issues, version, host.cwd());
  return `${JSON.stringify(content, null, 2)}\n`;
}
