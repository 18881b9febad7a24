import type { Place } from '@chaoskit/errors';
import { formatPath } from '../document/document-path.js';
import type { DocumentPath, Issue } from '../document/issue.js';
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
