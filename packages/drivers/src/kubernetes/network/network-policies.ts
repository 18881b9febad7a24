import { ActivityFailedError, type Definition, mapping, string } from '@chaoskit/core';
import { KubeApiError, type KubeObject, kinds } from '@chaoskit/kube';
import { createObject } from '../inverse/create-object.js';
import { patchByName } from '../manifests/patch-by-name.js';
import { asManifest, readManifest } from '../manifests/read-manifest.js';
import { ns } from '../session/common-input.js';
import { kubeAction } from '../session/kube-definition.js';

const createNetworkPolicy = kubeAction({
  name: 'chaosk8s.networking.actions.create_network_policy',
  summary: 'Create a NetworkPolicy from a full object, or from a manifest file, which wins.',
  input: {
    spec: mapping({ default: null, description: 'The whole object.' }),
    spec_path: string({ default: null, description: 'Path of the manifest: .json, .yml or .yaml.' }),
    ns,
  },
  async run(args, context, kube) {
    // A path that does not exist fails (K-28).
    const manifest = args.spec_path ? await readManifest(args.spec_path, context.signal) : args.spec;
    if (manifest === null)
      throw new ActivityFailedError('create_network_policy needs the argument "spec" or "spec_path"');
    await createObject(kinds.networkPolicies, args.ns, asManifest('spec', manifest), context, kube);
    return null;
  },
});

const updateIngress = patchByName(
  'chaosk8s.networking.actions.update_ingress',
  'an Ingress',
  kinds.ingresses,
);

/** A pair of actions that create and remove one policy of a fixed name. */
function policyPair(func: string, name: string, summary: string, rules: KubeObject): Definition[] {
  const create = kubeAction({
    name: `chaosk8s.networking.actions.${func}`,
    summary,
    input: {
      label_selectors: mapping({ default: null, description: 'Labels of the pods; none: all pods.' }),
      ns,
    },
    async run(args, context, kube) {
      const labels = args.label_selectors ?? {};
      const podSelector: KubeObject = Object.keys(labels).length > 0 ? { matchLabels: labels } : {};
      const manifest = {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name },
        spec: { podSelector, ...rules },
      };
      await createObject(kinds.networkPolicies, args.ns, manifest, context, kube);
      return null;
    },
  });
  const remove = kubeAction({
    name: `chaosk8s.networking.actions.remove_${func}`,
    summary: `Remove what ${func} created; it may be gone already.`,
    input: { ns },
    async run(args, context, kube) {
      try {
        await kube.delete(kinds.networkPolicies, { namespace: args.ns, name }, {}, context.signal);
      } catch (error) {
        // As a rollback it also runs where the policy was never made (K-29).
        if (!(error instanceof KubeApiError && error.status === 404)) throw error;
        context.log.debug(`Network policy ${name} is not there`);
      }
      return null;
    },
  });
  return [create, remove];
}

export const networkActions: readonly Definition[] = [
  createNetworkPolicy,
  updateIngress,
  ...policyPair('deny_all_ingress', 'chaostoolkit-deny-all-ingress', 'Let nobody connect to the pods.', {
    policyTypes: ['Ingress'],
    ingress: [],
  }),
  ...policyPair(
    'deny_all_egress',
    'chaostoolkit-deny-all-egress',
    'Let the pods connect to nobody, DNS included.',
    {
      policyTypes: ['Egress'],
    },
  ),
  ...policyPair('allow_dns_access', 'chaostoolkit-allow-dns', 'Let the pods ask DNS.', {
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ namespaceSelector: {} }],
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
    ],
  }),
];
