import { stat } from 'node:fs/promises';
import { ActivityFailedError, boolean, type Definition, json, type PlainJson, string } from '@chaoskit/core';
import { KubeApiError, type KubeObject, type KubeResource } from '@chaoskit/kube';
import { createObject } from '../inverse/create-object.js';
import { recordRestore } from '../inverse/restore-object.js';
import { asManifest, readYamlManifest } from '../manifests/read-manifest.js';
import { ns } from '../session/common-input.js';
import { kubeAction, kubeProbe } from '../session/kube-definition.js';

const kindInput = {
  group: string({ description: 'API group, e.g. `chaos-mesh.org`.' }),
  version: string({ description: 'e.g. `v1alpha1`.' }),
  plural: string({ description: 'e.g. `networkchaos`.' }),
};
const name = string({ description: 'Name of the object.' });
const bodyInput = {
  resource: json({ default: null, description: 'The object or the patch.' }),
  resource_as_yaml_file: string({ default: null, description: 'A YAML file with it; `resource` wins.' }),
};
// Only server-side apply knows force; it is taken for compatibility.
const force = boolean({ default: false, description: 'Without effect.' });

/** Where the object is: without `ns` it belongs to the whole cluster. */
interface Place {
  readonly ns?: string;
}
const namespaceOf = (place: Place) => (place.ns === undefined ? {} : { namespace: place.ns });

interface Body {
  readonly resource: PlainJson;
  readonly resource_as_yaml_file: string | null;
}

/** An empty mapping counts as given. */
async function bodyOf(
  { resource, resource_as_yaml_file: file }: Body,
  signal: AbortSignal,
): Promise<PlainJson> {
  if (resource !== null) return resource;
  if (!file)
    throw new ActivityFailedError('either the argument "resource" or "resource_as_yaml_file" is needed');
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new ActivityFailedError(`resource_as_yaml_file: ${file} is no file`);
  return readYamlManifest(file, signal);
}

/** Creates; an object that is there already is a success that changes nothing, and answers the server's refusal (K-21). */
export async function createCustom(
  resource: KubeResource,
  namespace: string | undefined,
  manifest: KubeObject,
  ...[context, kube]: [Parameters<typeof createObject>[3], Parameters<typeof createObject>[4]]
): Promise<KubeObject> {
  try {
    return await createObject(resource, namespace, manifest, context, kube);
  } catch (error) {
    if (!(error instanceof KubeApiError && error.status === 409)) throw error;
    context.log.warning(`${error.serverMessage || `${resource.plural} already exists`}: nothing was changed`);
    return JSON.parse(error.body) as KubeObject;
  }
}

/** The actions and probes of one scope. */
function definitions(isCluster: boolean): Definition[] {
  const scope = isCluster ? {} : { ns };
  const word = isCluster ? 'cluster_custom_object' : 'custom_object';
  const text = isCluster ? 'custom object of the cluster' : 'custom object';
  return [
    kubeAction({
      name: `chaosk8s.crd.actions.create_${word}`,
      summary: `Create a ${text}.`,
      input: { ...kindInput, ...scope, ...bodyInput },
      async run(args, context, kube) {
        const manifest = asManifest('resource', await bodyOf(args, context.signal));
        return createCustom(args, (args as Place).ns, manifest, context, kube);
      },
    }),
    kubeAction({
      name: `chaosk8s.crd.actions.delete_${word}`,
      summary: `Delete a ${text}.`,
      input: { ...kindInput, name, ...scope },
      async run(args, context, kube) {
        const object = { ...namespaceOf(args), name: args.name };
        await recordRestore(context, kube, args, object);
        return kube.delete(args, object, {}, context.signal);
      },
    }),
    kubeAction({
      name: `chaosk8s.crd.actions.patch_${word}`,
      summary: `Patch a ${text}: a list as a JSON patch, a mapping as a merge patch.`,
      input: { ...kindInput, name, ...scope, force, ...bodyInput },
      async run(args, context, kube) {
        const patch = await bodyOf(args, context.signal);
        const object = { ...namespaceOf(args), name: args.name };
        await recordRestore(context, kube, args, object);
        return kube.patch(args, object, Array.isArray(patch) ? 'json' : 'merge', patch, context.signal);
      },
    }),
    kubeAction({
      name: `chaosk8s.crd.actions.replace_${word}`,
      summary: `Replace a ${text}.`,
      input: { ...kindInput, name, ...scope, force, ...bodyInput },
      async run(args, context, kube) {
        const manifest = asManifest('resource', await bodyOf(args, context.signal));
        const object = { ...namespaceOf(args), name: args.name };
        const before = await kube.get(args, object, context.signal);
        await recordRestore(context, kube, args, object, before);
        const { resourceVersion } = (before.metadata ?? {}) as { resourceVersion?: string };
        // The version that was just read, unless the caller insists on one (K-19).
        const metadata = {
          ...(resourceVersion && { resourceVersion }),
          ...(manifest.metadata as KubeObject),
        };
        return kube.replace(args, object, { ...manifest, metadata }, context.signal);
      },
    }),
    kubeProbe({
      name: `chaosk8s.crd.probes.get_${word}`,
      summary: `A ${text}, as the server's own document.`,
      input: { ...kindInput, name, ...scope },
      run: (args, { signal }, kube) => kube.get(args, { ...namespaceOf(args), name: args.name }, signal),
    }),
    kubeProbe({
      name: `chaosk8s.crd.probes.list_${word}s`,
      summary: `All of a ${text}'s kind, as the server's own list document.`,
      input: { ...kindInput, ...scope },
      run: (args, { signal }, kube) => kube.listDocument(args, namespaceOf(args), signal),
    }),
  ];
}

export const customObjects: readonly Definition[] = [...definitions(false), ...definitions(true)];
