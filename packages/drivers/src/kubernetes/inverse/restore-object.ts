import { type Definition, type DefinitionContext, mapping, string } from '@chaoskit/core';
import { KubeApiError, type KubeClient, type KubeObject, type KubeResource } from '@chaoskit/kube';
import { kubeAction } from '../session/kube-definition.js';
import { keptObject } from './kept-object.js';

/** Arguments that name an object of any kind. */
export const objectInput = {
  group: string({ description: 'API group; empty for the core group.' }),
  version: string(),
  plural: string(),
  name: string(),
  ns: string({ default: null, description: 'Namespace; null for objects of the whole cluster.' }),
};

export interface ObjectArguments {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly name: string;
  readonly ns: string | null;
}

export const nameOf = ({ ns, name }: ObjectArguments) => ({ name, ...(ns !== null && { namespace: ns }) });

const attempts = 5;

async function putBack(
  kube: KubeClient,
  args: ObjectArguments,
  manifest: KubeObject,
  signal: AbortSignal,
): Promise<void> {
  const now = await findObject(kube, args, signal);
  if (now === undefined) {
    await kube.create(args, args.ns ?? undefined, manifest, signal);
    return;
  }
  const { resourceVersion } = (now.metadata ?? {}) as { resourceVersion?: string };
  const metadata = { ...(manifest.metadata as KubeObject), ...(resourceVersion && { resourceVersion }) };
  await kube.replace(args, nameOf(args), { ...manifest, metadata }, signal);
}

/** Puts an object back as it was: changed back where it is still there, made again where it is gone. */
export const restoreObject: Definition = kubeAction({
  name: 'chaoskit.kubernetes.restore_object',
  summary: 'Put an object back as it was before an action changed or deleted it.',
  input: { ...objectInput, manifest: mapping({ description: 'The object, without its status.' }) },
  async run({ manifest, ...args }, { signal }, kube) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await putBack(kube, args, manifest, signal);
        return null;
      } catch (error) {
        // 409: a controller wrote between the reading and the writing.
        if (!(error instanceof KubeApiError && error.status === 409) || attempt === attempts) throw error;
      }
    }
  },
});

/** Undefined where there is no such object. */
export async function findObject(
  kube: KubeClient,
  args: ObjectArguments,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  try {
    return await kube.get(args, nameOf(args), signal);
  } catch (error) {
    if (error instanceof KubeApiError && error.status === 404) return undefined;
    throw error;
  }
}

/**
 * Records how an object is put back, before it is changed or deleted. `before` is the object; where it is not given it is
 * read, and where that fails the undo is recorded as unknown.
 */
export async function recordRestore(
  context: DefinitionContext,
  kube: KubeClient,
  resource: KubeResource,
  name: { readonly namespace?: string; readonly name: string },
  before?: KubeObject,
): Promise<void> {
  const object = before ?? (await readBefore(kube, resource, name, context.signal));
  if (object === undefined) return context.undo(restoreObject, undefined);
  await context.undo(restoreObject, {
    group: resource.group,
    version: resource.version,
    plural: resource.plural,
    name: name.name,
    ns: name.namespace ?? null,
    manifest: keptObject(object),
  });
}

async function readBefore(
  kube: KubeClient,
  resource: KubeResource,
  name: { readonly namespace?: string; readonly name: string },
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  try {
    return await kube.get(resource, name, signal);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
