import { type DefinitionContext, integer, string } from '@chaoskit/core';
import { type KubeClient, kinds } from '@chaoskit/kube';
import { labelSelector, ns } from '../session/common-input.js';
import { kubeAction } from '../session/kube-definition.js';
import { warnDeprecated } from '../session/warn-deprecated.js';
import { type PodSelection, podSelectionInput, selectPods } from './select-pods.js';

/** Deletes the selected pods one by one, stopping at the first failure; answers their names. */
async function terminate(
  selection: PodSelection,
  gracePeriod: number,
  context: DefinitionContext,
  kube: KubeClient,
): Promise<string[]> {
  const deleted: string[] = [];
  for (const { metadata } of await selectPods(selection, context, kube)) {
    const options = gracePeriod >= 0 ? { gracePeriodSeconds: gracePeriod } : {};
    await kube.delete(kinds.pods, { namespace: selection.ns, name: metadata.name }, options, context.signal);
    context.log.debug(`Pod ${metadata.name} of namespace ${selection.ns} deleted`);
    deleted.push(metadata.name);
  }
  return deleted;
}

// No undo: a deleted pod comes back by its controller, or never.
export const terminatePods = kubeAction({
  name: 'chaosk8s.pod.actions.terminate_pods',
  summary: 'Delete the selected pods, by default the first match.',
  input: {
    ...podSelectionInput,
    grace_period: integer({ default: -1, description: "Seconds; 0 kills at once, below 0 the pod's own." }),
  },
  run: ({ grace_period, ...selection }, context, kube) => terminate(selection, grace_period, context, kube),
});

// Drivers.md K-18: one pod, the first match, where versions before 0.26 deleted all. Lab 1's second transcript needs it so.
export const deletePods = kubeAction({
  name: 'chaosk8s.pod.actions.delete_pods',
  aliases: ['chaosk8s.actions.delete_pods'],
  summary: 'Delete the first pod that matches (deprecated: use terminate_pods).',
  input: {
    name: string({ default: null, description: 'Python regular expression, found anywhere in the name.' }),
    ns,
    label_selector: labelSelector,
  },
  run({ name, ns: namespace, label_selector }, context, kube) {
    warnDeprecated(context, 'chaosk8s.pod.actions.delete_pods', 'chaosk8s.pod.actions.terminate_pods');
    const selection = {
      label_selector,
      name_pattern: name,
      all: false,
      rand: false,
      mode: 'fixed',
      qty: 1,
      ns: namespace,
      order: 'alphabetic',
    };
    return terminate(selection, -1, context, kube);
  },
});
