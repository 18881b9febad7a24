import { ChaosError, describePlace, type Place } from '@chaoskit/errors';

/** One thing that is wrong in a user's file. */
export interface DocumentIssue {
  readonly message: string;
  readonly place: Place;
  readonly hint?: string;
}

/** All that is wrong in a user's files, in one error: a line for each. */
export class InvalidDocumentError extends ChaosError {
  override readonly name = 'InvalidDocumentError';
  readonly issues: readonly DocumentIssue[];

  constructor(found: readonly DocumentIssue[]) {
    const issues = inOrder(found);
    const [first] = issues;
    super(
      'CHAOS_E_SANDBOX_DOCUMENT',
      issues.length === 1 && first !== undefined ? first.message : issues.map(line).join('\n'),
      issues.length === 1 && first !== undefined
        ? { place: first.place, ...(first.hint === undefined ? {} : { hint: first.hint }) }
        : {},
    );
    this.issues = issues;
  }
}

/** File by file as they came, from top to bottom. */
function inOrder(issues: readonly DocumentIssue[]): DocumentIssue[] {
  const files = [...new Set(issues.map(({ place }) => place.file))];
  return [...issues].sort(
    ({ place: left }, { place: right }) =>
      files.indexOf(left.file) - files.indexOf(right.file) ||
      (left.line ?? 0) - (right.line ?? 0) ||
      (left.column ?? 0) - (right.column ?? 0),
  );
}

function line({ message, place, hint }: DocumentIssue): string {
  return `${describePlace(place)}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

/** Throws where there is anything to say. */
export function refuseIssues(issues: readonly DocumentIssue[]): void {
  if (issues.length > 0) throw new InvalidDocumentError(issues);
}
