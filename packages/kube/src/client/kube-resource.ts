/** A kind of object, by its place in the API. */
export interface KubeResource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
}

/** One object, or with `subresource` a part of it. */
export interface KubeName {
  /** Absent for objects of the whole cluster. */
  readonly namespace?: string;
  readonly name: string;
  readonly subresource?: string;
}

const resource = (group: string, version: string, plural: string): KubeResource => ({
  group,
  version,
  plural,
});

/** The built-in kinds that are used here. */
export const kinds = {
  pods: resource('', 'v1', 'pods'),
  nodes: resource('', 'v1', 'nodes'),
  services: resource('', 'v1', 'services'),
  namespaces: resource('', 'v1', 'namespaces'),
  secrets: resource('', 'v1', 'secrets'),
  deployments: resource('apps', 'v1', 'deployments'),
  statefulSets: resource('apps', 'v1', 'statefulsets'),
  daemonSets: resource('apps', 'v1', 'daemonsets'),
  replicaSets: resource('apps', 'v1', 'replicasets'),
  events: resource('events.k8s.io', 'v1', 'events'),
  ingresses: resource('networking.k8s.io', 'v1', 'ingresses'),
  networkPolicies: resource('networking.k8s.io', 'v1', 'networkpolicies'),
} as const;

/** Path of a collection; of all namespaces without `namespace`. */
export function collectionPath({ group, version, plural }: KubeResource, namespace?: string): string {
  const root = group === '' ? `/api/${segment(version)}` : `/apis/${segment(group)}/${segment(version)}`;
  return namespace === undefined
    ? `${root}/${segment(plural)}`
    : `${root}/namespaces/${segment(namespace)}/${segment(plural)}`;
}

/** Path of an object or of its subresource. */
export function objectPath(of: KubeResource, { namespace, name, subresource }: KubeName): string {
  const path = `${collectionPath(of, namespace)}/${segment(name)}`;
  return subresource === undefined ? path : `${path}/${subresource}`;
}

const segment = (text: string): string => encodeURIComponent(text);
