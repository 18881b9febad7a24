import { type DefinitionContext, string } from '@chaoskit/core';
import { type DaemonSet, type KubeClient, kinds } from '@chaoskit/kube';
import { labelSelector, ns } from '../session/common-input.js';
import { kubeProbe } from '../session/kube-definition.js';

const input = { name: string({ description: 'Name of the DaemonSet.' }), ns, label_selector: labelSelector };

/** The DaemonSet; undefined where it is not there. */
async function findDaemonSet(
  args: { readonly name: string; readonly ns: string; readonly label_selector: string | null },
  { signal }: DefinitionContext,
  kube: KubeClient,
): Promise<DaemonSet | undefined> {
  const query = {
    namespace: args.ns,
    fieldSelector: `metadata.name=${args.name}`,
    ...(args.label_selector && { labelSelector: args.label_selector }),
  };
  return (await kube.list<DaemonSet>(kinds.daemonSets, query, signal))[0];
}

export const daemonSetAvailableAndHealthy = kubeProbe({
  name: 'chaosk8s.daemonset.probes.daemon_set_available_and_healthy',
  summary: 'True when a DaemonSet is ready on every node that it shall run on.',
  input,
  async run(args, context, kube) {
    const found = await findDaemonSet(args, context, kube);
    return (
      found !== undefined && (found.status?.numberReady ?? 0) === (found.status?.desiredNumberScheduled ?? 0)
    );
  },
});

export const daemonSetPartiallyAvailable = kubeProbe({
  name: 'chaosk8s.daemonset.probes.daemon_set_partially_available',
  summary: 'True when a DaemonSet is ready on at least one node.',
  input,
  run: async (args, context, kube) =>
    ((await findDaemonSet(args, context, kube))?.status?.numberReady ?? 0) >= 1,
});
