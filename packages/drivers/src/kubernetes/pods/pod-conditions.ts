import { boolean, list, type PlainJson, string } from '@chaoskit/core';
import { type Condition, kinds, type Pod } from '@chaoskit/kube';
import { ns, requiredLabelSelector } from '../session/common-input.js';
import { kubeProbe } from '../session/kube-definition.js';
import { fillSelector } from '../text/selector-template.js';
import { unmet } from './pod-phases.js';

export const podsInConditions = kubeProbe({
  name: 'chaosk8s.pod.probes.pods_in_conditions',
  summary: 'True when every matching pod has all the conditions.',
  input: {
    label_selector: requiredLabelSelector,
    conditions: list({ description: 'Wanted conditions, each {type, status}.' }),
    ns,
    raise_on_invalid_conditions: boolean({ default: true }),
  },
  async run(args, { signal }, kube) {
    const raise = args.raise_on_invalid_conditions;
    const pods = await kube.list<Pod>(
      kinds.pods,
      { namespace: args.ns, labelSelector: args.label_selector },
      signal,
    );
    if (pods.length === 0)
      return unmet(raise, `no pod of namespace ${args.ns} matches ${args.label_selector}`);
    for (const { metadata, status } of pods) {
      const missing = args.conditions.find((wanted) => !has(status?.conditions ?? [], wanted));
      if (missing === undefined) continue;
      return unmet(raise, `pod ${metadata.name} does not have the condition ${JSON.stringify(missing)}`);
    }
    return true;
  },
});

/** A wanted condition is a mapping of `type` and `status`, and of nothing else: with more it is never met. */
function has(conditions: readonly Condition[], wanted: PlainJson): boolean {
  const { type, status, ...others } = (typeof wanted === 'object' && wanted !== null ? wanted : {}) as {
    [key: string]: PlainJson;
  };
  if (Object.keys(others).length > 0) return false;
  return conditions.some((condition) => condition.type === type && condition.status === status);
}

export const podIsNotAvailable = kubeProbe({
  name: 'chaosk8s.pod.probes.pod_is_not_available',
  aliases: ['chaosk8s.probes.pod_is_not_available'],
  summary: 'True when no matching pod is in the phase Running.',
  input: {
    name: string({ description: 'Fills {name} in the label selector.' }),
    ns,
    label_selector: string({ default: 'name in ({name})' }),
    raise_on_is_available: boolean({ default: true }),
  },
  async run(args, { signal }, kube) {
    const labelSelector = fillSelector(args.label_selector, args.name);
    const pods = await kube.list<Pod>(kinds.pods, { namespace: args.ns, labelSelector }, signal);
    const running = pods.find(({ status }) => status?.phase === 'Running');
    return (
      running === undefined || unmet(args.raise_on_is_available, `pod ${running.metadata.name} is running`)
    );
  },
});

export const allPodsHealthy = kubeProbe({
  name: 'chaosk8s.pod.probes.all_pods_healthy',
  aliases: ['chaosk8s.probes.all_pods_healthy'],
  summary: 'True when all pods of a namespace are Running or Succeeded.',
  input: { ns, raise_on_any_unhealthy: boolean({ default: true }) },
  async run(args, { signal }, kube) {
    const pods = await kube.list<Pod>(kinds.pods, { namespace: args.ns }, signal);
    const bad = pods.filter(({ status }) => status?.phase !== 'Running' && status?.phase !== 'Succeeded');
    if (bad.length === 0) return true;
    const names = bad.map(({ metadata, status }) => `${metadata.name} (${status?.phase ?? 'Unknown'})`);
    return unmet(args.raise_on_any_unhealthy, `namespace ${args.ns} has unhealthy pods: ${names.join(', ')}`);
  },
});
