import { createHash } from 'node:crypto';
import { type ResourceDefinition, verbsOf } from '../resources/resource-definition.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';

const rootOf = (group: string, version: string): string =>
  group === '' ? `api/${version}` : `apis/${group}/${version}`;

/** `/openapi/v3`: where the documents of the groups are. */
export function openApiIndex(registry: ResourceRegistry): Record<string, unknown> {
  const paths: Record<string, unknown> = {};
  for (const group of registry.groups) {
    for (const { version, resources } of group.versions) {
      const root = rootOf(group.name, version);
      paths[root] = { serverRelativeURL: `/openapi/v3/${root}?hash=${hashOf(openApiDocument(resources))}` };
    }
  }
  return { paths };
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').toUpperCase();

/**
 * `/openapi/v3/…` of one group: per kind the path whose PATCH takes `fieldValidation`, by which kubectl knows that it can
 * leave the checking of fields to the server (sandbox.md §7.1).
 */
export function openApiDocument(resources: readonly ResourceDefinition[]): Record<string, unknown> {
  const paths: Record<string, unknown> = {};
  for (const definition of resources) {
    if (verbsOf(definition).includes('patch')) paths[objectPath(definition)] = patchOperation(definition);
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.34.0' },
    paths,
    components: { schemas: {} },
  };
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
