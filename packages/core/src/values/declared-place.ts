import type { Place } from '@chaoskit/errors';
import { formatPath } from '../document/document-path.js';
import { type DocumentPath, type Issue, MAX_ISSUES } from '../document/issue.js';
import type { ParsedDocument } from '../document/parsed-document.js';

/** Places of declared values: in the document where there is one, otherwise by their path alone. */
export function placeOf(document: ParsedDocument | undefined, path: DocumentPath): Place {
  return document?.locate(path) ?? { path: formatPath(path) };
}

/** An issue about a declared value. */
export function issueAt(
  severity: Issue['severity'],
  code: string,
  message: string,
  place: Place,
  hint?: string,
): Issue {
  return hint === undefined ? { severity, code, message, place } : { severity, code, message, hint, place };
}

/** Adds an error about a declared value, with its place, as long as so many are listed at all: finding places costs time. */
export function addIssue(
  issues: Issue[],
  code: string,
  message: string,
  document: ParsedDocument | undefined,
  path: DocumentPath,
  hint?: string,
): void {
  // One more than is listed, so that the list says that there are more.
  if (issues.length <= MAX_ISSUES)
    issues.push(issueAt('error', code, message, placeOf(document, path), hint));
}
