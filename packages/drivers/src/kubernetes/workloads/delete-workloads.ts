import { type Definition, type DefinitionContext, string } from '@chaoskit/core';
import { type KubeClient, type KubeObject, type KubeResource, kinds, type NamedObject } from '@chaoskit/kube';
import { recordRestore } from '../inverse/restore-object.js';
import { labelSelector, ns } from '../session/common-input.js';
import { kubeAction } from '../session/kube-definition.js';

interface DeleteArguments {
  readonly name: string | null;
  readonly ns: string;
  readonly label_selector: string | null;
}

/** Deletes what the name picks, else what the label picks, else everything in the namespace, with a warning (K-5). */
export async function deleteWorkloads(
  resource: KubeResource,
  args: DeleteArguments,
  context: DefinitionContext,
  kube: KubeClient,
): Promise<null> {
  const selector = args.name
    ? { fieldSelector: `metadata.name=${args.name}` }
    : args.label_selector
      ? { labelSelector: args.label_selector }
      : {};
  if (!args.name && !args.label_selector) {
    context.log.warning(
      `Neither name nor label_selector is given: every object of ${resource.plural} in namespace ${args.ns} is deleted`,
    );
  }
  const found = await kube.list<NamedObject & KubeObject>(
    resource,
    { namespace: args.ns, ...selector },
    context.signal,
  );
  for (const object of found) {
    const name = { namespace: args.ns, name: object.metadata.name };
    await recordRestore(context, kube, resource, name, object);
    await kube.delete(resource, name, {}, context.signal);
  }
  return null;
}

function deleteAction(names: string[], kind: string, resource: KubeResource): Definition {
  const [name = '', ...aliases] = names;
  return kubeAction({
    name,
    aliases,
    summary: `Delete ${kind}s by name, else by label, else all of the namespace.`,
    input: {
      name: string({ default: null, description: `Name of the ${kind}.` }),
      ns,
      label_selector: labelSelector,
    },
    run: (args, context, kube) => deleteWorkloads(resource, args, context, kube),
  });
}

export const deleteWorkloadActions: readonly Definition[] = [
  deleteAction(
    ['chaosk8s.deployment.actions.delete_deployment', 'chaosk8s.actions.delete_deployment'],
    'Deployment',
    kinds.deployments,
  ),
  deleteAction(['chaosk8s.statefulset.actions.remove_statefulset'], 'StatefulSet', kinds.statefulSets),
  deleteAction(['chaosk8s.daemonset.actions.delete_daemon_set'], 'DaemonSet', kinds.daemonSets),
  deleteAction(
    ['chaosk8s.replicaset.actions.delete_replica_set', 'chaosk8s.actions.delete_replica_set'],
    'ReplicaSet',
    kinds.replicaSets,
  ),
];
