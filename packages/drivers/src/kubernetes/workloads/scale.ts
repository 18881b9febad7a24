import { type Definition, type DefinitionContext, integer, string } from '@chaoskit/core';
import { type KubeClient, type KubeResource, kinds, type ReplicatedWorkload } from '@chaoskit/kube';
import { ns } from '../session/common-input.js';
import { kubeAction } from '../session/kube-definition.js';

const scaleInput = {
  name: string({ description: 'Name of the workload.' }),
  replicas: integer({ description: 'How many replicas it shall have.' }),
  ns,
};

interface ScaleArguments {
  readonly name: string;
  readonly replicas: number;
  readonly ns: string;
}

/** Sets `spec.replicas` on the object itself, as the reference does since 0.25. */
async function scale(
  resource: KubeResource,
  undo: Definition,
  args: ScaleArguments,
  context: DefinitionContext,
  kube: KubeClient,
): Promise<null> {
  const object = { namespace: args.ns, name: args.name };
  const before = await replicasOf(resource, object, context, kube);
  await context.undo(undo, before === undefined ? undefined : { ...args, replicas: before });
  await kube.patch(resource, object, 'strategic', { spec: { replicas: args.replicas } }, context.signal);
  return null;
}

/** The count before; undefined where it can't be read. An absent field means 1, the API's default. */
async function replicasOf(
  resource: KubeResource,
  object: { namespace: string; name: string },
  { signal }: DefinitionContext,
  kube: KubeClient,
): Promise<number | undefined> {
  try {
    const { spec } = await kube.get<ReplicatedWorkload>(resource, object, signal);
    return spec?.replicas ?? 1;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

export const scaleDeployment: Definition = kubeAction({
  name: 'chaosk8s.deployment.actions.scale_deployment',
  aliases: ['chaosk8s.actions.scale_deployment', 'chaosk8s.actions.scale_microservice'],
  summary: 'Set the replica count of a Deployment.',
  input: scaleInput,
  run: (args, context, kube) => scale(kinds.deployments, scaleDeployment, args, context, kube),
});

export const scaleStatefulSet: Definition = kubeAction({
  name: 'chaosk8s.statefulset.actions.scale_statefulset',
  summary: 'Set the replica count of a StatefulSet.',
  input: scaleInput,
  run: (args, context, kube) => scale(kinds.statefulSets, scaleStatefulSet, args, context, kube),
});
