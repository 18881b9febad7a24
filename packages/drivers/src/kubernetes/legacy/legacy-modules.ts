import { type Definition, type Input, type PlainJson, string } from '@chaoskit/core';
import { type KubeClient, kinds } from '@chaoskit/kube';
import { exists } from '../cluster/existence.js';
import { allPodsHealthy, podIsNotAvailable } from '../pods/pod-conditions.js';
import { unmet } from '../pods/pod-phases.js';
import { deletePods } from '../pods/terminate-pods.js';
import { labelSelector, ns } from '../session/common-input.js';
import { kubeAction, kubeProbe } from '../session/kube-definition.js';
import { warnDeprecated } from '../session/warn-deprecated.js';
import { fillSelector } from '../text/selector-template.js';
import { deleteWorkloads } from '../workloads/delete-workloads.js';
import { deploymentAvailableAndHealthy } from '../workloads/deployment-health.js';

const name = string({ description: 'Name of the service.' });
const templated = string({
  default: 'name in ({name})',
  description: 'Label selector; {name} is filled in.',
});

/** A probe of the first releases that only calls its successor (drivers.md §1.12). */
function renamedProbe(
  func: string,
  successor: Definition,
  input: Input,
  more: { readonly [name: string]: PlainJson },
): Definition {
  return {
    ...successor,
    name: `chaosk8s.probes.${func}`,
    aliases: [],
    summary: `${successor.summary} (deprecated)`,
    input,
    run(args, context) {
      warnDeprecated(context, `chaosk8s.probes.${func}`, successor.name);
      return successor.run({ ...args, ...more }, context);
    },
  };
}

// K-16: the selector is filled in, as up to 0.24.
const serviceEndpointIsInitialized = kubeProbe({
  name: 'chaosk8s.probes.service_endpoint_is_initialized',
  summary: 'True when there is such a Service (deprecated).',
  input: { name, ns, label_selector: templated },
  async run(args, context, kube) {
    warnDeprecated(
      context,
      'chaosk8s.probes.service_endpoint_is_initialized',
      'chaosk8s.service.probes.service_is_initialized',
    );
    const selector = fillSelector(args.label_selector, args.name);
    const which = { namespace: args.ns, name: args.name, label_selector: selector };
    if (await exists(kinds.services, which, context.signal, kube)) return true;
    return unmet(true, `namespace ${args.ns} has no service ${args.name} with ${selector}`);
  },
});

const killMicroservice = kubeAction({
  name: 'chaosk8s.actions.kill_microservice',
  summary: 'Delete a Deployment and a ReplicaSet by name, and a matching pod (deprecated).',
  input: { name, ns, label_selector: templated },
  async run(args, context, kube: KubeClient) {
    warnDeprecated(
      context,
      'chaosk8s.actions.kill_microservice',
      'chaosk8s.deployment.actions.delete_deployment',
    );
    const named = { name: args.name, ns: args.ns, label_selector: null };
    await deleteWorkloads(kinds.deployments, named, context, kube);
    await deleteWorkloads(kinds.replicaSets, named, context, kube);
    const label_selector = fillSelector(args.label_selector, args.name);
    await deletePods.run({ name: args.name, ns: args.ns, label_selector }, context);
    return null;
  },
});

export const legacyModules: readonly Definition[] = [
  killMicroservice,
  serviceEndpointIsInitialized,
  renamedProbe('all_microservices_healthy', allPodsHealthy, { ns }, { raise_on_any_unhealthy: true }),
  renamedProbe(
    'microservice_available_and_healthy',
    deploymentAvailableAndHealthy,
    { name, ns, label_selector: labelSelector },
    { raise_on_unavailable: true },
  ),
  renamedProbe(
    'microservice_is_not_available',
    podIsNotAvailable,
    { name, ns, label_selector: templated },
    { raise_on_is_available: true },
  ),
];
