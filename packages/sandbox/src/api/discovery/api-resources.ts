import { apiVersionOf, type ResourceDefinition, verbsOf } from '../resources/resource-definition.js';

/** APIResourceList of one group and version (plain discovery). */
export function apiResourceList(resources: readonly ResourceDefinition[]): Record<string, unknown> {
  const [first] = resources;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: first === undefined ? '' : apiVersionOf(first),
    resources: resources.flatMap(resourceEntries),
  };
}

function resourceEntries(definition: ResourceDefinition): Record<string, unknown>[] {
  const { plural, singular, kind, namespaced, shortNames, categories, subresources = [] } = definition;
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs: verbsOf(definition),
      ...(shortNames === undefined ? {} : { shortNames }),
      ...(categories === undefined ? {} : { categories }),
    },
    ...subresources.map((one) => ({
      name: `${plural}/${one.name}`,
      singularName: '',
      namespaced,
      ...(one.group === undefined ? {} : { group: one.group, version: one.version }),
      kind: one.kind,
      verbs: one.verbs,
    })),
  ];
}
