import type { Place } from '@chaoskit/errors';
import type { DocumentIssue } from '../documents/document-issues.js';
import { isMapping } from '../documents/is-mapping.js';
import { type YamlDocument, yamlDocuments } from '../documents/yaml-documents.js';

/** A manifest file that was read. */
export interface ManifestFile {
  /** How it is called in messages. */
  readonly name: string;
  readonly text: string;
}

/** One object of a manifest, as it is written. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly value: Record<string, unknown>;
  place(path: readonly (string | number)[]): Place;
  placeOfKey(path: readonly (string | number)[]): Place;
}

/** The objects of a file, lists taken apart. What is no object goes to `issues`. Throws for what is no YAML. */
export function manifestObjects(file: ManifestFile, issues: DocumentIssue[]): ManifestObject[] {
  return yamlDocuments(file.text, file.name).flatMap((document) =>
    objectsOf(document.value, document, [], issues),
  );
}

function objectsOf(
  value: unknown,
  document: Pick<YamlDocument, 'place' | 'placeOfKey'>,
  at: readonly (string | number)[],
  issues: DocumentIssue[],
): ManifestObject[] {
  const place: ManifestObject['place'] = (path) => document.place([...at, ...path]);
  const placeOfKey: ManifestObject['placeOfKey'] = (path) => document.placeOfKey([...at, ...path]);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    issues.push({
      message: 'a manifest must be a mapping',
      place: place([]),
      hint: 'apiVersion, kind, metadata, …',
    });
    return [];
  }
  const { apiVersion, kind, items } = value as Record<string, unknown>;
  for (const [key, given] of Object.entries({ apiVersion, kind }))
    if (typeof given !== 'string' || given === '')
      issues.push({ message: `${key} is missing`, place: place(given === undefined ? [] : [key]) });
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !apiVersion || !kind) return [];
  if (!kind.endsWith('List') || !Array.isArray(items))
    return [{ apiVersion, kind, value: value as Record<string, unknown>, place, placeOfKey }];
  // Items of a typed list (`PodList`) may leave out what their list says.
  const item = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return items.flatMap((each: unknown, index) => {
    return objectsOf(
      isMapping(each) ? { ...item, ...each } : each,
      document,
      [...at, 'items', index],
      issues,
    );
  });
}
