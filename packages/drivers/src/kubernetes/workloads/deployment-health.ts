import { boolean, type DefinitionContext, string } from '@chaoskit/core';
import { type KubeClient, kinds, type ReplicatedWorkload } from '@chaoskit/kube';
import { unmet } from '../pods/pod-phases.js';
import { labelSelector, ns } from '../session/common-input.js';
import { kubeProbe } from '../session/kube-definition.js';

interface DeploymentArguments {
  readonly name: string;
  readonly ns: string;
  readonly label_selector: string | null;
}

/** By name, and by label where one is given: a list, so that roles need only that verb (drivers.md §1.2). */
function findDeployments(args: DeploymentArguments, { signal }: DefinitionContext, kube: KubeClient) {
  return kube.list<ReplicatedWorkload>(
    kinds.deployments,
    {
      namespace: args.ns,
      fieldSelector: `metadata.name=${args.name}`,
      ...(args.label_selector && { labelSelector: args.label_selector }),
    },
    signal,
  );
}

const input = { name: string({ description: 'Name of the Deployment.' }), ns, label_selector: labelSelector };

export const deploymentAvailableAndHealthy = kubeProbe({
  name: 'chaosk8s.deployment.probes.deployment_available_and_healthy',
  aliases: ['chaosk8s.probes.deployment_available_and_healthy'],
  summary: 'True when all replicas of a Deployment are available.',
  input: { ...input, raise_on_unavailable: boolean({ default: true }) },
  async run(args, context, kube) {
    const found = await findDeployments(args, context, kube);
    if (found.length === 0)
      return unmet(args.raise_on_unavailable, `deployment ${args.name} was not found in ${args.ns}`);
    for (const { spec, status } of found) {
      // Counts are absent when they are zero (K-13).
      const [available, wanted] = [status?.availableReplicas ?? 0, spec?.replicas ?? 1];
      if (available !== wanted) {
        return unmet(
          args.raise_on_unavailable,
          `deployment ${args.name} is not healthy: ${available} of ${wanted} replicas available`,
        );
      }
    }
    return true;
  },
});

export const deploymentPartiallyAvailable = kubeProbe({
  name: 'chaosk8s.deployment.probes.deployment_partially_available',
  summary: 'True when at least one replica of a Deployment is available.',
  input: { ...input, raise_on_not_partially_available: boolean({ default: true }) },
  async run(args, context, kube) {
    const raise = args.raise_on_not_partially_available;
    const found = await findDeployments(args, context, kube);
    if (found.length === 0) return unmet(raise, `deployment ${args.name} was not found in ${args.ns}`);
    if (found.every(({ status }) => (status?.availableReplicas ?? 0) >= 1)) return true;
    return unmet(raise, `deployment ${args.name} has no available replica`);
  },
});
