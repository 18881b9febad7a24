import { type Definition, string } from '@chaoskit/core';
import { type KubeResource, kinds } from '@chaoskit/kube';
import { recordRestore } from '../inverse/restore-object.js';
import { ns } from '../session/common-input.js';
import { kubeAction } from '../session/kube-definition.js';

/** An action that deletes one object by its name, and fails where there is none. */
function deleteByName(names: string[], kind: string, resource: KubeResource, restorable = true): Definition {
  const [name = '', ...aliases] = names;
  return kubeAction({
    name,
    aliases,
    summary: `Delete a ${kind} by its name.`,
    input: { name: string({ description: `Name of the ${kind}.` }), ns },
    async run(args, context, kube) {
      const object = { namespace: args.ns, name: args.name };
      if (restorable) await recordRestore(context, kube, resource, object);
      await kube.delete(resource, object, {}, context.signal);
      return null;
    },
  });
}

export const deleteByNameActions: readonly Definition[] = [
  deleteByName(
    [
      'chaosk8s.service.actions.delete_service',
      'chaosk8s.actions.delete_service',
      'chaosk8s.actions.remove_service_endpoint',
    ],
    'Service',
    kinds.services,
  ),
  // What is in a Secret must not be written into the run's log, so it can't be restored from there.
  deleteByName(['chaosk8s.secret.actions.delete_secret'], 'Secret', kinds.secrets, false),
  deleteByName(['chaosk8s.networking.actions.delete_ingress'], 'Ingress', kinds.ingresses),
  deleteByName(['chaosk8s.networking.actions.remove_network_policy'], 'NetworkPolicy', kinds.networkPolicies),
];
