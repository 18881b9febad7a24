import { number, string } from '@chaoskit/core';
import { kinds, type ReplicatedWorkload } from '@chaoskit/kube';
import { ns } from '../session/common-input.js';
import { kubeProbe } from '../session/kube-definition.js';

// Never part of a release, but published experiments call it (drivers.md §1.12).
export const collectDeploymentStatus = kubeProbe({
  name: 'chaosk8s.deployment.probes.collect_deployment_status',
  summary: "Sample a Deployment's conditions: a list of (type, status, reason) for each look.",
  input: {
    deployment_name: string(),
    ns,
    duration: number({ default: 60, min: 0, description: 'Seconds to look for.' }),
    every: number({ default: 1, min: 0, description: 'Seconds between two looks.' }),
  },
  async run(args, { signal, now, sleep }, kube) {
    const untilMs = now() + args.duration * 1000;
    const samples: (string | null)[][][] = [];
    do {
      const object = { namespace: args.ns, name: args.deployment_name };
      const { status } = await kube.get<ReplicatedWorkload>(kinds.deployments, object, signal);
      samples.push(
        (status?.conditions ?? []).map(({ type, status: value, reason }) => [type, value, reason ?? null]),
      );
      await sleep(Math.max(10, args.every * 1000));
    } while (now() < untilMs);
    return samples;
  },
});
