import { ActivityFailedError, string } from '@chaoskit/core';
import { kinds } from '@chaoskit/kube';
import { createObject } from '../inverse/create-object.js';
import { restoreObject } from '../inverse/restore-object.js';
import { readManifest } from '../manifests/read-manifest.js';
import { kubeAction } from '../session/kube-definition.js';

export const createNamespace = kubeAction({
  name: 'chaosk8s.namespace.actions.create_namespace',
  summary: 'Create a namespace by name, or from a manifest file, which wins.',
  input: {
    name: string({ default: null }),
    spec_path: string({ default: null, description: 'Path of the manifest: .json, .yml or .yaml.' }),
  },
  async run(args, context, kube) {
    if (!args.name && !args.spec_path) {
      throw new ActivityFailedError('create_namespace needs the argument "name" or "spec_path"');
    }
    const manifest = args.spec_path
      ? await readManifest(args.spec_path, context.signal)
      : { apiVersion: 'v1', kind: 'Namespace', metadata: { name: args.name } };
    await createObject(kinds.namespaces, undefined, manifest, context, kube);
    return null;
  },
});

export const deleteNamespace = kubeAction({
  name: 'chaosk8s.namespace.actions.delete_namespace',
  summary: 'Delete a namespace with everything in it; does not wait.',
  input: { name: string() },
  async run(args, context, kube) {
    // What was in it can't be put back.
    await context.undo(restoreObject, undefined);
    await kube.delete(kinds.namespaces, { name: args.name }, {}, context.signal);
    return null;
  },
});
