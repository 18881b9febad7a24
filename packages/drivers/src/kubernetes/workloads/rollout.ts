import { ActivityFailedError, json, type PlainJson, string } from '@chaoskit/core';
import { type KubeClient, type KubeObject, kinds, type ReplicatedWorkload } from '@chaoskit/kube';
import { recordRestore } from '../inverse/restore-object.js';
import { patchByName } from '../manifests/patch-by-name.js';
import { ns } from '../session/common-input.js';
import { kubeAction } from '../session/kube-definition.js';

// No undo: a restart leaves nothing to put back but an annotation, and taking that away would restart again.
export const rolloutDeployment = kubeAction({
  name: 'chaosk8s.deployment.actions.rollout_deployment',
  summary: 'Restart a Deployment: its pods are replaced as in a rolling update.',
  input: { name: string({ default: null, description: 'Name of the Deployment.' }), ns },
  async run(args, { signal, now }, kube) {
    if (!args.name) throw new ActivityFailedError('rollout_deployment needs the argument "name"');
    // RFC 3339 with Z (K-23).
    const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date(now()).toISOString() };
    const body = { spec: { template: { metadata: { annotations } } } };
    await kube.patch(kinds.deployments, { namespace: args.ns, name: args.name }, 'strategic', body, signal);
    return null;
  },
});

export const updateDaemonSet = patchByName(
  'chaosk8s.daemonset.actions.update_daemon_set',
  'a DaemonSet',
  kinds.daemonSets,
);

// The two below were never part of a release, but published experiments call them (drivers.md §1.12).
export const setDeploymentImage = kubeAction({
  name: 'chaosk8s.deployment.actions.set_deployment_image',
  summary: 'Set the image of a container of a Deployment.',
  input: {
    deployment_name: string(),
    image: string(),
    container_name: string({ default: null, description: 'Container; by default the only or first one.' }),
    ns,
  },
  async run(args, context, kube) {
    const object = { namespace: args.ns, name: args.deployment_name };
    await recordRestore(context, kube, kinds.deployments, object);
    const name = args.container_name || (await firstContainer(object, kube, context.signal));
    const body = { spec: { template: { spec: { containers: [{ name, image: args.image }] } } } };
    await kube.patch(kinds.deployments, object, 'strategic', body, context.signal);
    return null;
  },
});

async function firstContainer(
  object: { namespace: string; name: string },
  kube: KubeClient,
  signal: AbortSignal,
) {
  const { spec } = await kube.get<ReplicatedWorkload>(kinds.deployments, object, signal);
  const template = spec?.template as { spec?: { containers?: { name: string }[] } } | undefined;
  const [container] = template?.spec?.containers ?? [];
  if (container === undefined) throw new ActivityFailedError(`deployment ${object.name} has no container`);
  return container.name;
}

const revisionKey = 'deployment.kubernetes.io/revision';

export const rollbackDeployment = kubeAction({
  name: 'chaosk8s.deployment.actions.rollback_deployment',
  summary: 'Go back to an earlier revision of a Deployment, by default the one before.',
  input: {
    deployment_name: string(),
    to_revision: json({ default: null, description: 'Number of the revision.' }),
    ns,
  },
  async run(args, context, kube) {
    const object = { namespace: args.ns, name: args.deployment_name };
    const deployment = await kube.get<ReplicatedWorkload & KubeObject>(
      kinds.deployments,
      object,
      context.signal,
    );
    const template = await templateOf(deployment, args.to_revision, args.ns, kube, context.signal);
    await recordRestore(context, kube, kinds.deployments, object, deployment);
    const patch = [{ op: 'replace', path: '/spec/template', value: template }];
    await kube.patch(kinds.deployments, object, 'json', patch, context.signal);
    return null;
  },
});

async function templateOf(
  deployment: ReplicatedWorkload,
  wanted: PlainJson,
  namespace: string,
  kube: KubeClient,
  signal: AbortSignal,
): Promise<KubeObject> {
  const { name, uid, annotations } = deployment.metadata;
  const current = Number(annotations?.[revisionKey] ?? 0);
  const all = await kube.list<ReplicatedWorkload>(kinds.replicaSets, { namespace }, signal);
  const own = all
    .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid))
    .map((set) => ({ set, revision: Number(set.metadata.annotations?.[revisionKey] ?? 0) }))
    .sort((a, b) => b.revision - a.revision);
  const found =
    wanted === null
      ? own.find(({ revision }) => revision < current)
      : own.find(({ revision }) => revision === Number(wanted));
  const template = found?.set.spec?.template;
  if (template === undefined) {
    throw new ActivityFailedError(
      `deployment ${name} has no revision ${wanted ?? `before ${current}`}; the revisions there are: ${own.map(({ revision }) => revision).join(', ') || 'none'}`,
    );
  }
  return withoutHash(template);
}

/** The hash marks the pods of one ReplicaSet; the Deployment's controller computes it anew. */
function withoutHash(template: KubeObject): KubeObject {
  const { metadata, ...rest } = template;
  const { labels, ...others } = (metadata ?? {}) as { labels?: KubeObject };
  const { 'pod-template-hash': _hash, ...kept } = labels ?? {};
  return { ...rest, metadata: { ...others, labels: kept } };
}
