import { randomBytes } from 'node:crypto';
import { type Definition, type DefinitionContext, integer, string } from '@chaoskit/core';
import { KubeApiError, type KubeClient, type KubeObject, type KubeResource } from '@chaoskit/kube';
import { kubeAction } from '../session/kube-definition.js';
import { findObject, nameOf, objectInput } from './restore-object.js';

/** Deletes an object that an action made, and none that was there before under the same name. */
export const deleteCreatedObject: Definition = kubeAction({
  name: 'chaoskit.kubernetes.delete_created_object',
  summary: 'Delete an object that an action created.',
  input: {
    ...objectInput,
    manager: string({ description: 'The field manager that the action created it with.' }),
    since_ms: integer({
      description: 'When the action was about to create it, in milliseconds since the epoch.',
    }),
  },
  async run({ manager, since_ms, ...args }, { signal, log }, kube) {
    const object = await findObject(kube, args, signal);
    if (object === undefined) return null;
    if (!wasMadeBy(object, manager, since_ms)) {
      log.info(`${args.plural}/${args.name} was not made by this run: it stays`);
      return null;
    }
    try {
      await kube.delete(args, nameOf(args), {}, signal);
    } catch (error) {
      if (!(error instanceof KubeApiError && error.status === 404)) throw error;
    }
    return null;
  },
});

// Creation times have whole seconds.
const clockToleranceMs = 1000;

function wasMadeBy(object: KubeObject, manager: string, sinceMs: number): boolean {
  const { managedFields, creationTimestamp } = (object.metadata ?? {}) as {
    managedFields?: { manager?: string }[];
    creationTimestamp?: string;
  };
  if (managedFields !== undefined) return managedFields.some((entry) => entry.manager === manager);
  return creationTimestamp !== undefined && Date.parse(creationTimestamp) >= sinceMs - clockToleranceMs;
}

/**
 * Creates an object after recording how it is deleted again. A create that fails because there is one already must not be
 * undone, and nobody knows that beforehand: the undo knows the new object by its field manager.
 */
export async function createObject(
  resource: KubeResource,
  namespace: string | undefined,
  manifest: KubeObject,
  context: DefinitionContext,
  kube: KubeClient,
): Promise<KubeObject> {
  const manager = `chaoskit-${randomBytes(6).toString('hex')}`;
  const { name } = (manifest.metadata ?? {}) as { name?: unknown };
  const args = {
    group: resource.group,
    version: resource.version,
    plural: resource.plural,
    name: String(name),
    ns: namespace ?? null,
    manager,
    since_ms: Math.floor(context.now()),
  };
  // With `generateName` the server chooses the name.
  await context.undo(deleteCreatedObject, typeof name === 'string' ? args : undefined);
  return kube.create(resource, namespace, manifest, context.signal, manager);
}
