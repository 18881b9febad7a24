import { expect, test } from 'vitest';
import { asPod } from '../../kinds/pod.js';
import { containerDigest } from '../../kubelet/pod/container-statuses.js';
import { VirtualCluster } from '../../testing/virtual-cluster.js';
import { upidTable } from '../tables/upids.js';
import { LiveMetadata } from './live-metadata.js';
import { ProcessRegistry } from './process-registry.js';

async function bench() {
  const cluster = new VirtualCluster();
  cluster.create('deployments.apps', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'main', image: 'web:1' }] },
      },
    },
  });
  for (const name of ['web', 'other'])
    cluster.create('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { selector: { app: name }, ports: [{ port: 80 }] },
    });
  cluster.runtime.programs.web = {};
  await cluster.clock.advance(3000);
  const upidOf = upidTable();
  const processes = new ProcessRegistry(upidOf);
  const metadata = new LiveMetadata({
    store: cluster.store,
    processes,
    clusterId: 'b8d0a7f0-0000-4000-8000-000000000000',
    clusterName: 'test',
    cpus: 2,
    now: () => cluster.clock.now(),
  });
  const pod = asPod(cluster.store.list('pods').items[0] ?? never());
  return { cluster, processes, metadata, pod };
}

function never(): never {
  throw new Error('there is no pod');
}

test('pods with their owners, services and containers; processes with their container', async () => {
  const { processes, metadata, pod } = await bench();
  const { name, uid } = pod.metadata;
  processes.seen([
    { pid: 7, start: 70, podUid: uid, container: 'main', attempt: 0, cmdline: 'web --serve', counters: [] },
  ]);
  const seen = metadata.current;
  const service = seen.services.find((one) => one.name === 'default/web');
  expect(service?.clusterIp).toMatch(/^10\.96\./);
  expect(seen.pods).toEqual([
    expect.objectContaining({
      uid,
      name: `default/${name}`,
      phase: 'Running',
      ready: true,
      ip: pod.status?.podIP,
      labels: expect.stringContaining('"app":"web"'),
      services: [service?.uid],
      stopTimeNs: 0n,
    }),
  ]);
  const [replicaSet] = seen.replicaSets;
  expect(seen.pods[0]?.owners).toEqual([
    { uid: replicaSet?.uid, kind: 'ReplicaSet', name: replicaSet?.name.slice('default/'.length) },
  ]);
  expect(replicaSet?.owners[0]).toMatchObject({ kind: 'Deployment', name: 'web' });
  expect(seen.containers).toEqual([
    expect.objectContaining({
      id: containerDigest(uid, 'main', 0),
      name: 'main',
      podUid: uid,
      state: 'Running',
    }),
  ]);
  expect(seen.processes).toEqual([
    {
      upid: { high: (1n << 32n) | 7n, low: 70n },
      cmdline: 'web --serve',
      containerId: containerDigest(uid, 'main', 0),
    },
  ]);
  expect(seen.reverseDns[service?.clusterIp ?? '']).toBe('web.default.svc.cluster.local');
  expect(seen.nodes.map((node) => node.name)).toHaveLength(1);
});

test('one snapshot until something changes; a pod that is gone is remembered with its end', async () => {
  const { cluster, metadata, pod } = await bench();
  const before = metadata.current;
  expect(metadata.current).toBe(before);
  const key = { resource: 'pods', namespace: 'default', name: pod.metadata.name };
  cluster.store.delete(key, { gracePeriodSeconds: 0 });
  const goneAt = cluster.clock.now();
  await cluster.clock.advance(3000);
  const gone = metadata.current.pods.find((one) => one.uid === pod.metadata.uid);
  expect(gone?.ready).toBe(false);
  expect(gone?.stopTimeNs).toBeGreaterThanOrEqual(BigInt(goneAt) * 1_000_000n);
  expect(metadata.current.pods).toHaveLength(2);
});
