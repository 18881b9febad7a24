import { string } from '@chaoskit/core';
import { type KubeClient, kinds, type Node } from '@chaoskit/kube';
import { labelSelector } from '../session/common-input.js';
import { kubeProbe } from '../session/kube-definition.js';

const input = { label_selector: labelSelector };

const listNodes = (label: string | null, signal: AbortSignal, kube: KubeClient): Promise<Node[]> =>
  kube.list<Node>(kinds.nodes, { ...(label && { labelSelector: label }) }, signal);

/** Type -> status. */
const conditionsOf = ({ status }: Node): Map<string, string> =>
  new Map((status?.conditions ?? []).map(({ type, status: value }) => [type, value]));

export const getNodes = kubeProbe({
  name: 'chaosk8s.node.probes.get_nodes',
  summary: "The nodes, as the server's own list document.",
  input,
  run: (args, { signal }, kube) =>
    kube.listDocument(
      kinds.nodes,
      { ...(args.label_selector && { labelSelector: args.label_selector }) },
      signal,
    ),
});

export const getAllNodeStatusConditions = kubeProbe({
  name: 'chaosk8s.node.probes.get_all_node_status_conditions',
  summary: 'For each node its name and the status of each of its conditions.',
  input,
  run: async (args, { signal }, kube) =>
    (await listNodes(args.label_selector, signal, kube)).map((node) => ({
      name: node.metadata.name,
      ...Object.fromEntries(conditionsOf(node)),
    })),
});

export const allNodesMustBeReadyToSchedule = kubeProbe({
  name: 'chaosk8s.node.probes.all_nodes_must_be_ready_to_schedule',
  summary: 'True when every node has the condition Ready; cordoning and taints do not count.',
  input,
  run: async (args, { signal }, kube) =>
    (await listNodes(args.label_selector, signal, kube)).every(
      (node) => conditionsOf(node).get('Ready') === 'True',
    ),
});

export const verifyNodesCondition = kubeProbe({
  name: 'chaosk8s.node.probes.verify_nodes_condition',
  summary: 'True when every node has the condition with the value.',
  input: {
    condition_type: string({ default: 'PIDPressure' }),
    condition_value: string({ default: 'False' }),
    label_selector: labelSelector,
  },
  run: async (args, { signal }, kube) =>
    (await listNodes(args.label_selector, signal, kube)).every(
      (node) => conditionsOf(node).get(args.condition_type) === args.condition_value,
    ),
});

const mustBeFalse = [
  'FrequentKubeletRestart',
  'FrequentDockerRestart',
  'FrequentContainerdRestart',
  'ReadonlyFilesystem',
  'KernelDeadlock',
  'CorruptDockerOverlay2',
  'FrequentUnregisterNetDevice',
  'NetworkUnavailable',
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
];

export const nodesMustBeHealthy = kubeProbe({
  name: 'chaosk8s.node.probes.nodes_must_be_healthy',
  summary:
    'False when a node has a condition that is not as on a healthy one; absent conditions do not count.',
  input,
  run: async (args, { signal }, kube) =>
    (await listNodes(args.label_selector, signal, kube)).every((node) => {
      const conditions = conditionsOf(node);
      const isAs = (type: string, wanted: string) => (conditions.get(type) ?? wanted) === wanted;
      return isAs('Ready', 'True') && mustBeFalse.every((type) => isAs(type, 'False'));
    }),
});
