import { boolean, type Definition, integer, string } from '@chaoskit/core';
import { type KubeClient, type KubeResource, kinds } from '@chaoskit/kube';
import { unmet } from '../pods/pod-phases.js';
import { labelSelector, ns } from '../session/common-input.js';
import { kubeProbe } from '../session/kube-definition.js';

interface Which {
  readonly namespace?: string;
  readonly name: string | null;
  readonly label_selector?: string | null;
}

/** True when there is an object of the name and the label, or any where neither is given. */
export async function exists(
  resource: KubeResource,
  which: Which,
  signal: AbortSignal,
  kube: KubeClient,
): Promise<boolean> {
  const query = {
    ...(which.namespace !== undefined && { namespace: which.namespace }),
    ...(which.name && { fieldSelector: `metadata.name=${which.name}` }),
    ...(which.label_selector && { labelSelector: which.label_selector }),
  };
  return (await kube.list(resource, query, signal)).length > 0;
}

const serviceIsInitialized = kubeProbe({
  name: 'chaosk8s.service.probes.service_is_initialized',
  aliases: ['chaosk8s.probes.service_is_initialized'],
  summary: 'True when there is such a Service; its endpoints do not count.',
  input: {
    name: string({ default: null }),
    ns,
    label_selector: labelSelector,
    raise_if_service_not_initialized: boolean({ default: true }),
  },
  async run(args, { signal }, kube) {
    if (await exists(kinds.services, { ...args, namespace: args.ns }, signal, kube)) return true;
    const what = [args.name, args.label_selector].filter((text) => text).join(', ') || 'any name';
    return unmet(args.raise_if_service_not_initialized, `namespace ${args.ns} has no service of ${what}`);
  },
});

const namespaceExists = kubeProbe({
  name: 'chaosk8s.namespace.probes.namespace_exists',
  summary: 'True when there is such a namespace.',
  input: { name: string() },
  run: (args, { signal }, kube) => exists(kinds.namespaces, args, signal, kube),
});

const secretExists = kubeProbe({
  name: 'chaosk8s.secret.probes.secret_exists',
  aliases: ['chaosk8s.probes.secret_exists'],
  summary: 'True when there is such a Secret.',
  input: { name: string({ default: null }), ns, label_selector: labelSelector },
  run: (args, { signal }, kube) => exists(kinds.secrets, { ...args, namespace: args.ns }, signal, kube),
});

const ingressExists = kubeProbe({
  name: 'chaosk8s.networking.probes.ingress_exists',
  summary: 'True when there is such an Ingress.',
  input: { name: string(), ns },
  run: (args, { signal }, kube) => exists(kinds.ingresses, { ...args, namespace: args.ns }, signal, kube),
});

const getEvents = kubeProbe({
  name: 'chaosk8s.event.probes.get_events',
  summary: "The events of all namespaces, as the server's own list document: its first page.",
  input: {
    label_selector: labelSelector,
    field_selector: string({ default: null, description: 'Field selector, e.g. `reason=Killing`.' }),
    limit: integer({ default: 100, description: 'Events at most.' }),
  },
  run: (args, { signal }, kube) =>
    kube.listDocument(
      kinds.events,
      {
        limit: args.limit,
        ...(args.label_selector && { labelSelector: args.label_selector }),
        ...(args.field_selector && { fieldSelector: args.field_selector }),
      },
      signal,
    ),
});

export const clusterProbes: readonly Definition[] = [
  serviceIsInitialized,
  namespaceExists,
  secretExists,
  ingressExists,
  getEvents,
];
