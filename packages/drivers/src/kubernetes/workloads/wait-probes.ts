import { boolean, type Definition, type DefinitionContext, integer, string } from '@chaoskit/core';
import {
  type DaemonSet,
  type KubeClient,
  type KubeResource,
  kinds,
  type NamedObject,
  type ReplicatedWorkload,
} from '@chaoskit/kube';
import { unmet } from '../pods/pod-phases.js';
import { labelSelector, ns } from '../session/common-input.js';
import { kubeProbe } from '../session/kube-definition.js';
import { warnDeprecated } from '../session/warn-deprecated.js';
import { fillSelector } from '../text/selector-template.js';
import { waitForWorkload } from './wait-for-workload.js';

/** How full a workload is: counts are absent when they are zero (K-13). */
interface Fullness {
  readonly ready: number;
  readonly wanted: number;
  /** False while the status speaks of an older spec. */
  readonly observed: boolean;
}

function observed({ metadata, status }: NamedObject & { status?: { observedGeneration?: number } }): boolean {
  return (status?.observedGeneration ?? metadata.generation ?? 0) >= (metadata.generation ?? 0);
}

const ofReplicas = (workload: ReplicatedWorkload): Fullness => ({
  ready: workload.status?.readyReplicas ?? 0,
  wanted: workload.spec?.replicas ?? 1,
  observed: observed(workload),
});

const ofDaemons = (set: DaemonSet): Fullness => ({
  ready: set.status?.numberReady ?? 0,
  wanted: set.status?.desiredNumberScheduled ?? 0,
  observed: observed(set),
});

interface WaitArguments {
  readonly name: string;
  readonly ns: string;
  readonly label_selector: string | null;
  readonly timeout: number;
}

/** Resolves to true when the workload is full, or not full; false when the time is over. */
function waitUntil<T extends NamedObject>(
  resource: KubeResource,
  fullness: (object: T) => Fullness,
  full: boolean,
  args: WaitArguments,
  context: DefinitionContext,
  kube: KubeClient,
): Promise<boolean> {
  const awaited = {
    name: args.name,
    ns: args.ns,
    timeoutMs: args.timeout * 1000,
    ...(args.label_selector && { labelSelector: fillSelector(args.label_selector, args.name) }),
  };
  const fits = (object: T | undefined) => {
    if (object === undefined) return !full;
    const { ready, wanted, observed } = fullness(object);
    return full ? observed && ready === wanted : ready !== wanted;
  };
  return waitForWorkload(resource, awaited, fits, context, kube);
}

const input = {
  name: string({ description: 'Name of the workload.' }),
  ns,
  label_selector: labelSelector,
  timeout: integer({ default: 30, min: 0, description: 'Seconds to wait at most.' }),
};

function waitProbe<T extends NamedObject>(
  names: string[],
  kind: string,
  resource: KubeResource,
  fullness: (object: T) => Fullness,
  full: boolean,
): Definition {
  const [name = '', ...aliases] = names;
  const flag = full ? 'raise_on_not_fully_available' : 'raise_on_fully_available';
  const state = full ? 'fully available' : 'not fully available';
  return kubeProbe({
    name,
    aliases,
    summary: `Wait until a ${kind} is ${state}.`,
    input: { ...input, [flag]: boolean({ default: true }) } as typeof input & {
      [flag: string]: ReturnType<typeof boolean>;
    },
    async run(args, context, kube) {
      if (await waitUntil(resource, fullness, full, args, context, kube)) return true;
      return unmet(args[flag] === true, `${kind} ${args.name} was not ${state} within ${args.timeout} s`);
    },
  });
}

/** The waits for DaemonSets answer false and never fail; they have no flag. */
function daemonSetWait(func: string, full: boolean): Definition {
  return kubeProbe({
    name: `chaosk8s.daemonset.probes.${func}`,
    summary: `Wait until a DaemonSet is ${full ? '' : 'not '}fully available.`,
    input,
    run: (args, context, kube) => waitUntil(kinds.daemonSets, ofDaemons, full, args, context, kube),
  });
}

/** The legacy names have no flag either. */
function legacyWait(func: string, full: boolean): Definition {
  const state = full ? 'fully available' : 'not fully available';
  return kubeProbe({
    name: `chaosk8s.probes.${func}`,
    summary: `Wait until a Deployment is ${state} (deprecated).`,
    input,
    async run(args, context, kube) {
      warnDeprecated(
        context,
        `chaosk8s.probes.${func}`,
        `chaosk8s.deployment.probes.deployment_${full ? '' : 'not_'}fully_available`,
      );
      if (await waitUntil(kinds.deployments, ofReplicas, full, args, context, kube)) return true;
      return unmet(true, `deployment ${args.name} was not ${state} within ${args.timeout} s`);
    },
  });
}

export const waitProbes: readonly Definition[] = [
  waitProbe(
    ['chaosk8s.deployment.probes.deployment_fully_available', 'chaosk8s.probes.deployment_fully_available'],
    'deployment',
    kinds.deployments,
    ofReplicas,
    true,
  ),
  waitProbe(
    [
      'chaosk8s.deployment.probes.deployment_not_fully_available',
      'chaosk8s.probes.deployment_not_fully_available',
    ],
    'deployment',
    kinds.deployments,
    ofReplicas,
    false,
  ),
  waitProbe(
    [
      'chaosk8s.statefulset.probes.statefulset_fully_available',
      'chaosk8s.statefulset.probes.statefulset_is_fully_available',
    ],
    'statefulset',
    kinds.statefulSets,
    ofReplicas,
    true,
  ),
  waitProbe(
    [
      'chaosk8s.statefulset.probes.statefulset_not_fully_available',
      'chaosk8s.statefulset.probes.statefulset_is_not_fully_available',
    ],
    'statefulset',
    kinds.statefulSets,
    ofReplicas,
    false,
  ),
  daemonSetWait('daemon_set_fully_available', true),
  daemonSetWait('daemon_set_not_fully_available', false),
  legacyWait('deployment_is_fully_available', true),
  legacyWait('deployment_is_not_fully_available', false),
];
