import { ActivityFailedError, boolean, type DefinitionContext, integer, string } from '@chaoskit/core';
import { type KubeClient, kinds, type Pod } from '@chaoskit/kube';
import { ns, requiredLabelSelector } from '../session/common-input.js';
import { kubeProbe } from '../session/kube-definition.js';

const phase = string({
  default: 'Running',
  description: 'Value of status.phase; it says nothing about readiness.',
});

function listPods(
  args: { label_selector: string; ns: string },
  { signal }: DefinitionContext,
  kube: KubeClient,
): Promise<Pod[]> {
  return kube.list<Pod>(kinds.pods, { namespace: args.ns, labelSelector: args.label_selector }, signal);
}

/** `false`, or a failure that says why. */
export function unmet(raise: boolean, message: string): false {
  if (raise) throw new ActivityFailedError(message);
  return false;
}

export const podsInPhase = kubeProbe({
  name: 'chaosk8s.pod.probes.pods_in_phase',
  summary: 'True when there is a matching pod and all are in the phase.',
  input: {
    label_selector: requiredLabelSelector,
    phase,
    ns,
    raise_on_invalid_phase: boolean({ default: true }),
  },
  async run(args, context, kube) {
    const pods = await listPods(args, context, kube);
    if (pods.length === 0) {
      return unmet(
        args.raise_on_invalid_phase,
        `no pod of namespace ${args.ns} matches ${args.label_selector}`,
      );
    }
    const other = pods.find(({ status }) => status?.phase !== args.phase);
    if (other === undefined) return true;
    return unmet(
      args.raise_on_invalid_phase,
      `pod ${other.metadata.name} is in phase ${other.status?.phase ?? 'Unknown'} but should be ${args.phase}`,
    );
  },
});

export const podsNotInPhase = kubeProbe({
  name: 'chaosk8s.pod.probes.pods_not_in_phase',
  summary: 'True when there is a matching pod and none is in the phase.',
  input: { label_selector: requiredLabelSelector, phase, ns, raise_on_in_phase: boolean({ default: true }) },
  async run(args, context, kube) {
    const pods = await listPods(args, context, kube);
    if (pods.length === 0) {
      return unmet(args.raise_on_in_phase, `no pod of namespace ${args.ns} matches ${args.label_selector}`);
    }
    const found = pods.find(({ status }) => status?.phase === args.phase);
    if (found === undefined) return true;
    return unmet(args.raise_on_in_phase, `pod ${found.metadata.name} should not be in phase ${args.phase}`);
  },
});

export const countPods = kubeProbe({
  name: 'chaosk8s.pod.probes.count_pods',
  summary: 'Count the matching pods, of one phase or all.',
  input: {
    label_selector: requiredLabelSelector,
    phase: string({ default: null, description: 'Only this phase.' }),
    ns,
  },
  run: (args, context, kube) => count(args, context, kube),
});

export const countMinPods = kubeProbe({
  name: 'chaosk8s.pod.probes.count_min_pods',
  summary: 'True when at least so many matching pods are in the phase.',
  input: { label_selector: requiredLabelSelector, phase, min_count: integer({ default: 2 }), ns },
  run: async (args, context, kube) => (await count(args, context, kube)) >= args.min_count,
});

async function count(
  args: { label_selector: string; ns: string; phase: string | null },
  context: DefinitionContext,
  kube: KubeClient,
): Promise<number> {
  const pods = await listPods(args, context, kube);
  return args.phase ? pods.filter(({ status }) => status?.phase === args.phase).length : pods.length;
}
