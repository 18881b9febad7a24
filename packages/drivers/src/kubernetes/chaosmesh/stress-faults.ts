import { type Definition, type InputValues, integer, json, string } from '@chaoskit/core';
import type { KubeClient, KubeObject } from '@chaoskit/kube';
import { createCustom } from '../custom/custom-objects.js';
import { recordRestore } from '../inverse/restore-object.js';
import { ns } from '../session/common-input.js';
import { kubeAction, kubeProbe } from '../session/kube-definition.js';
import { asList, given, modeOf, selectorInput, selectorOf } from './fault-selectors.js';
import { networkChaos } from './network-faults.js';

const stressChaos = { group: 'chaos-mesh.org', version: 'v1alpha1', plural: 'stresschaos' };

const commonInput = {
  name: string({ description: 'Name of the fault.' }),
  ns,
  ...selectorInput,
  duration: string({ default: '30s', description: 'How long it lasts.' }),
  container_names: json({ default: null, description: 'Containers: a list, or `a,b`.' }),
  stressng_stressors: string({ default: null, description: 'Arguments of stress-ng.' }),
};

function createStress(
  args: InputValues<typeof commonInput>,
  stressors: KubeObject,
  ...[context, kube]: [Parameters<typeof createCustom>[3], KubeClient]
): Promise<KubeObject> {
  const containerNames = asList(args.container_names);
  const spec = {
    ...modeOf(args.mode, args.mode_value),
    duration: args.duration,
    selector: selectorOf(args),
    stressors,
    ...(containerNames && { containerNames }),
    ...(args.stressng_stressors && { stressngStressors: args.stressng_stressors }),
  };
  const manifest = {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'StressChaos',
    metadata: { name: args.name },
    spec,
  };
  return createCustom(stressChaos, args.ns, manifest, context, kube);
}

const stressCpu = kubeAction({
  name: 'chaosk8s.chaosmesh.stress.actions.stress_cpu',
  summary: 'Keep CPUs busy.',
  input: {
    ...commonInput,
    workers: integer(),
    load: integer({ description: 'Percent of a CPU for each worker.' }),
  },
  run: (args, context, kube) =>
    createStress(args, { cpu: { workers: args.workers, load: args.load } }, context, kube),
});

const stressMemory = kubeAction({
  name: 'chaosk8s.chaosmesh.stress.actions.stress_memory',
  summary: 'Use up memory.',
  input: {
    ...commonInput,
    workers: integer({ default: null }),
    size: string({ default: null, description: 'e.g. `256MB`.' }),
    oom_score: integer({ default: null }),
    time_to_get_to_size: string({ default: null }),
  },
  run(args, context, kube) {
    const memory = given({
      workers: args.workers,
      size: args.size,
      time: args.time_to_get_to_size,
      oomScoreAdj: args.oom_score,
    });
    return createStress(args, { memory }, context, kube);
  },
});

function readers(what: 'network' | 'stress', one: string, many: string, remove: string): Definition[] {
  const resource = what === 'network' ? networkChaos : stressChaos;
  const input = { name: string({ description: 'Name of the fault.' }), ns };
  return [
    kubeAction({
      name: `chaosk8s.chaosmesh.${what}.actions.${remove}`,
      summary: 'End a fault.',
      input,
      async run(args, context, kube) {
        const object = { namespace: args.ns, name: args.name };
        await recordRestore(context, kube, resource, object);
        return kube.delete(resource, object, {}, context.signal);
      },
    }),
    kubeProbe({
      name: `chaosk8s.chaosmesh.${what}.probes.${one}`,
      summary: "A fault, as the server's own document.",
      input,
      run: (args, { signal }, kube) => kube.get(resource, { namespace: args.ns, name: args.name }, signal),
    }),
    kubeProbe({
      name: `chaosk8s.chaosmesh.${what}.probes.${many}`,
      summary: "All faults of a namespace, as the server's own list document.",
      input: { ns },
      run: (args, { signal }, kube) => kube.listDocument(resource, { namespace: args.ns }, signal),
    }),
  ];
}

export const chaosMeshFaults: readonly Definition[] = [
  stressCpu,
  stressMemory,
  ...readers('network', 'get_network_fault', 'get_network_faults', 'delete_network_fault'),
  ...readers('stress', 'get_stressor', 'get_stressors', 'delete_stressor'),
];
