import { type Definition, string } from '@chaoskit/core';
import { type KubeResource, kinds } from '@chaoskit/kube';
import { createObject } from '../inverse/create-object.js';
import { ns } from '../session/common-input.js';
import { kubeAction } from '../session/kube-definition.js';
import { readManifest } from './read-manifest.js';

const specPath = string({ description: 'Path of the manifest: .json, .yml or .yaml.' });

/** An action that creates an object of one kind from a file. `metadata.namespace` in the file is not read. */
function createFromManifest(names: string[], kind: string, resource: KubeResource): Definition {
  const [name = '', ...aliases] = names;
  return kubeAction({
    name,
    aliases,
    summary: `Create a ${kind} from a manifest file.`,
    input: { spec_path: specPath, ns },
    async run(args, context, kube) {
      const manifest = await readManifest(args.spec_path, context.signal);
      await createObject(resource, args.ns, manifest, context, kube);
      return null;
    },
  });
}

export const createActions: readonly Definition[] = [
  createFromManifest(
    [
      'chaosk8s.deployment.actions.create_deployment',
      'chaosk8s.actions.create_deployment',
      'chaosk8s.actions.start_microservice',
    ],
    'Deployment',
    kinds.deployments,
  ),
  createFromManifest(['chaosk8s.statefulset.actions.create_statefulset'], 'StatefulSet', kinds.statefulSets),
  createFromManifest(['chaosk8s.daemonset.actions.create_daemon_set'], 'DaemonSet', kinds.daemonSets),
  createFromManifest(['chaosk8s.service.actions.create_service_endpoint'], 'Service', kinds.services),
  createFromManifest(['chaosk8s.secret.actions.create_secret'], 'Secret', kinds.secrets),
  createFromManifest(['chaosk8s.networking.actions.create_ingress'], 'Ingress', kinds.ingresses),
];
