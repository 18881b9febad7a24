import { boolean, integer, mapping, type PlainJson, string } from '@chaoskit/core';
import { type KubeObject, kinds } from '@chaoskit/kube';
import { createObject } from '../inverse/create-object.js';
import { recordRestore } from '../inverse/restore-object.js';
import { sample } from '../pods/select-pods.js';
import { kubeAction } from '../session/kube-definition.js';
import { selectNodes } from './select-nodes.js';

export const deleteNodes = kubeAction({
  name: 'chaosk8s.node.actions.delete_nodes',
  summary: 'Delete node objects: the first match, one at random, so many at random, or all.',
  input: {
    label_selector: string({ default: null, description: 'Label selector of nodes.' }),
    all: boolean({ default: false }),
    rand: boolean({ default: false, description: 'One at random.' }),
    count: integer({ default: null, description: 'So many at random.' }),
    grace_period_seconds: integer({ default: null }),
    pod_label_selector: string({ default: null, description: 'Only nodes that run such a pod.' }),
    pod_namespace: string({ default: null, description: 'Namespace of these pods.' }),
  },
  async run(args, context, kube) {
    const { label_selector, pod_label_selector, pod_namespace } = args;
    const found = await selectNodes({ label_selector, pod_label_selector, pod_namespace }, context, kube);
    const wanted = args.all ? found.length : args.count && args.count > 0 ? args.count : 1;
    const isRandom = !args.all && (args.rand || (args.count ?? 0) > 0);
    const picked = isRandom ? sample(found, wanted, Math.random) : found.slice(0, wanted);
    const options =
      args.grace_period_seconds === null ? {} : { gracePeriodSeconds: args.grace_period_seconds };
    const deleted: string[] = [];
    for (const node of picked) {
      const { name } = node.metadata;
      await recordRestore(context, kube, kinds.nodes, { name }, node);
      await kube.delete(kinds.nodes, { name }, options, context.signal);
      deleted.push(name);
    }
    return deleted;
  },
});

/** Keys whose JSON names are not the camel case of the reference's Python names. */
const spelled: Readonly<Record<string, string>> = {
  pod_cidr: 'podCIDR',
  pod_cid_rs: 'podCIDRs',
  pod_cidrs: 'podCIDRs',
  provider_id: 'providerID',
  external_id: 'externalID',
};

const free = ['labels', 'annotations'];

/** `generate_name` -> `generateName`, all the way down; keys of labels and annotations stay. */
function jsonNames(value: PlainJson): PlainJson {
  if (Array.isArray(value)) return value.map(jsonNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = spelled[key] ?? key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [name, free.includes(key) ? item : jsonNames(item)];
    }),
  );
}

export const createNode = kubeAction({
  name: 'chaosk8s.node.actions.create_node',
  summary: 'Create a node object; keys are in snake case, as in the Python client.',
  input: {
    meta: mapping({ default: null, description: 'Metadata, e.g. {name: n9}.' }),
    spec: mapping({ default: null, description: 'Spec, e.g. {unschedulable: true}.' }),
  },
  async run(args, context, kube) {
    const metadata = jsonNames(args.meta ?? {});
    const manifest: KubeObject = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata,
      ...(args.spec && { spec: jsonNames(args.spec) }),
    };
    return createObject(kinds.nodes, undefined, manifest, context, kube);
  },
});
