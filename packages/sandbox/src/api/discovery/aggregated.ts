import { type ResourceDefinition, verbsOf } from '../resources/resource-definition.js';
import type { ApiGroup } from '../resources/resource-registry.js';

/** APIGroupDiscoveryList (apidiscovery.k8s.io): all groups and their resources in one answer. */
export const aggregatedDiscovery = (
  groups: readonly ApiGroup[],
  version: 'v2' | 'v2beta1',
): Record<string, unknown> => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion: `apidiscovery.k8s.io/${version}`,
  metadata: {},
  items: groups.map((group) => ({
    metadata: { ...(group.name === '' ? {} : { name: group.name }), creationTimestamp: null },
    versions: group.versions.map((one) => ({
      version: one.version,
      resources: one.resources.map(resourceDiscovery),
      freshness: 'Current',
    })),
  })),
});

function resourceDiscovery(definition: ResourceDefinition): Record<string, unknown> {
  const { group, version, plural, singular, kind, namespaced, shortNames, categories, subresources } =
    definition;
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: verbsOf(definition),
    ...(shortNames === undefined ? {} : { shortNames }),
    ...(categories === undefined ? {} : { categories }),
    ...(subresources === undefined
      ? {}
      : {
          subresources: subresources.map((one) => ({
            subresource: one.name,
            responseKind: { group: one.group ?? group, version: one.version ?? version, kind: one.kind },
            verbs: one.verbs,
          })),
        }),
  };
}
