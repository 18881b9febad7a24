import { type Definition, type DefinitionContext, string } from '@chaoskit/core';
import { type KubeClient, kinds, type Node } from '@chaoskit/kube';
import { kubeAction } from '../session/kube-definition.js';
import { selectNodes } from './select-nodes.js';

const input = {
  name: string({ default: null, description: 'Name of the node.' }),
  label_selector: string({ default: null, description: 'Label selector of nodes.' }),
};

/** Marks nodes; `undo` is recorded for those that were not marked so before. */
export async function markNodes(
  nodes: readonly Node[],
  unschedulable: boolean,
  undo: Definition,
  context: DefinitionContext,
  kube: KubeClient,
): Promise<string[]> {
  const names: string[] = [];
  for (const { metadata, spec } of nodes) {
    if ((spec?.unschedulable ?? false) !== unschedulable) {
      await context.undo(undo, { name: metadata.name, label_selector: null });
    }
    await kube.patch(
      kinds.nodes,
      { name: metadata.name },
      'strategic',
      { spec: { unschedulable } },
      context.signal,
    );
    names.push(metadata.name);
  }
  return names;
}

export const cordonNode: Definition = kubeAction({
  name: 'chaosk8s.node.actions.cordon_node',
  summary: 'Mark nodes as unschedulable.',
  input,
  run: async (args, context, kube) =>
    markNodes(await selectNodes(args, context, kube), true, uncordonNode, context, kube),
});

export const uncordonNode: Definition = kubeAction({
  name: 'chaosk8s.node.actions.uncordon_node',
  summary: 'Mark nodes as schedulable again.',
  input,
  run: async (args, context, kube) =>
    markNodes(await selectNodes(args, context, kube), false, cordonNode, context, kube),
});
