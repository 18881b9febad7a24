import { nearestName } from '@chaoskit/errors';
import type { DocumentIssue } from '../documents/document-issues.js';
import type { YamlDocument } from '../documents/yaml-documents.js';

/** The issue of a key that is none of `keys`. */
export function unknownKey(
  key: string,
  keys: readonly string[],
  document: YamlDocument,
  at: readonly (string | number)[],
): DocumentIssue[] {
  if (keys.includes(key)) return [];
  const near = nearestName(key, keys);
  const hint = near === undefined ? `known: ${keys.join(', ')}` : `did you mean ${near}?`;
  return [{ message: `unknown key ${key}`, place: document.placeOfKey(at), hint }];
}
