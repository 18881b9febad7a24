import { createHash } from 'node:crypto';
import { type ResourceDefinition, verbsOf } from '../resources/resource-definition.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import { openApiSchemas } from './openapi-schemas.js';

const rootOf = (group: string, version: string): string =>
  group === '' ? `api/${version}` : `apis/${group}/${version}`;

/** `/openapi/v3`: where the documents of the groups are. */
export function openApiIndex(registry: ResourceRegistry): Record<string, unknown> {
  const paths: Record<string, unknown> = {};
  for (const group of registry.groups) {
    for (const { version, resources } of group.versions) {
      const root = rootOf(group.name, version);
      paths[root] = { serverRelativeURL: `/openapi/v3/${root}?hash=${documentOf(resources).hash}` };
    }
  }
  return { paths };
}

interface OpenApiDocument {
  readonly json: string;
  /** Changes with the document: clients keep what they know. */
  readonly hash: string;
}

// By a group's resources, which never change: kubectl asks for the index with every apply.
const documents = new WeakMap<readonly ResourceDefinition[], OpenApiDocument>();

/**
 * `/openapi/v3/…` of one group. Its paths have what tells kubectl that it can leave the checking of fields to the server: a
 * PATCH that takes `fieldValidation` (sandbox.md §7.1).
 */
export function documentOf(resources: readonly ResourceDefinition[]): OpenApiDocument {
  const known = documents.get(resources);
  if (known !== undefined) return known;
  const paths: Record<string, unknown> = {};
  for (const definition of resources) {
    if (verbsOf(definition).includes('patch')) paths[objectPath(definition)] = patchOperation(definition);
  }
  const json = JSON.stringify({
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.34.0' },
    paths,
    components: { schemas: openApiSchemas(resources) },
  });
  const hash = createHash('sha256').update(json).digest('hex').toUpperCase();
  const document = { json, hash };
  documents.set(resources, document);
  return document;
}

const objectPath = ({ group, version, plural, namespaced }: ResourceDefinition): string =>
  `/${rootOf(group, version)}${namespaced ? '/namespaces/{namespace}' : ''}/${plural}/{name}`;

const queryParameter = (name: string): Record<string, unknown> => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
});

const patchOperation = ({ group, version, kind }: ResourceDefinition): Record<string, unknown> => ({
  patch: {
    'x-kubernetes-action': 'patch',
    'x-kubernetes-group-version-kind': { group, version, kind },
    parameters: ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map(queryParameter),
    responses: { 200: { description: 'OK' } },
  },
});
