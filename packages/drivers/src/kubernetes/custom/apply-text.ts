import { ActivityFailedError, type Definition, type DefinitionContext, string } from '@chaoskit/core';
import type { KubeClient, KubeObject, KubeResource } from '@chaoskit/kube';
import { createObject } from '../inverse/create-object.js';
import { findObject, recordRestore } from '../inverse/restore-object.js';
import { asManifest, parse } from '../manifests/read-manifest.js';
import { kubeAction } from '../session/kube-definition.js';

function applyAction(format: 'json' | 'yaml'): Definition {
  return kubeAction({
    name: `chaosk8s.crd.actions.apply_from_${format}`,
    summary: `Create or change the object that a text in ${format.toUpperCase()} describes.`,
    input: { resource: string({ default: null, description: 'The text.' }) },
    async run({ resource }, context, kube) {
      if (!resource) throw new ActivityFailedError(`apply_from_${format} needs the argument "resource"`);
      return apply(asManifest('resource', parse(resource, 'resource', format === 'json')), context, kube);
    },
  });
}

export const applyActions: readonly Definition[] = [applyAction('json'), applyAction('yaml')];

/** Creates the object, or merges it into the one that is there (K-20). */
async function apply(
  manifest: KubeObject,
  context: DefinitionContext,
  kube: KubeClient,
): Promise<KubeObject> {
  const { apiVersion, kind } = manifest;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    throw new ActivityFailedError('resource needs apiVersion and kind');
  }
  const { name, namespace = 'default' } = (manifest.metadata ?? {}) as { name?: string; namespace?: string };
  const { resource, namespaced } = await discover(apiVersion, kind, kube, context.signal);
  const ns = namespaced ? namespace : null;
  const before =
    name === undefined ? undefined : await findObject(kube, { ...resource, name, ns }, context.signal);
  if (name === undefined || before === undefined) {
    return createObject(resource, ns ?? undefined, manifest, context, kube);
  }
  const object = { name, ...(ns !== null && { namespace: ns }) };
  await recordRestore(context, kube, resource, object, before);
  return kube.patch(resource, object, 'merge', manifest, context.signal);
}

interface Discovered {
  readonly resource: KubeResource;
  readonly namespaced: boolean;
}

/** Asks the server how the kind is called in paths. */
async function discover(
  apiVersion: string,
  kind: string,
  kube: KubeClient,
  signal: AbortSignal,
): Promise<Discovered> {
  const slash = apiVersion.indexOf('/');
  const [group, version] =
    slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
  const list = await kube.raw<{ resources?: { name: string; kind: string; namespaced: boolean }[] }>(
    group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
    signal,
  );
  const found = list.resources?.find((one) => one.kind === kind && !one.name.includes('/'));
  if (found === undefined)
    throw new ActivityFailedError(`the server does not know the kind ${kind} of ${apiVersion}`);
  return { resource: { group, version, plural: found.name }, namespaced: found.namespaced };
}
