import { asPod, type Container, type Pod, type PodSpec } from '../kinds/pod.js';
import type { VirtualCluster } from './virtual-cluster.js';

type SpecOverrides = { containers?: Partial<Container>[] } & Omit<Partial<PodSpec>, 'containers'>;

/** Makes the pod `p`; containers are called `c`, `c1`, … and run `app` unless they say otherwise. */
export function create(cluster: VirtualCluster, spec: SpecOverrides = {}): void {
  const containers = (spec.containers ?? [{}]).map((each, index) => ({
    name: index === 0 ? 'c' : `c${index}`,
    image: 'app:1',
    ...each,
  }));
  cluster.create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { ...spec, containers },
  });
}

export function pod(cluster: VirtualCluster): Pod {
  const found = cluster.get('pods', 'p');
  if (found === undefined) throw new Error('no pod');
  return asPod(found);
}

/** The status of the first container. */
export function container(cluster: VirtualCluster) {
  return pod(cluster).status?.containerStatuses?.[0];
}

export function ready(cluster: VirtualCluster): string | undefined {
  return pod(cluster).status?.conditions?.find((each) => each.type === 'Ready')?.status;
}
