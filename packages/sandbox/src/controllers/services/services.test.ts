import { expect, test } from 'vitest';
import { VirtualCluster } from '../../testing/virtual-cluster.js';

const slices = 'endpointslices.discovery.k8s.io';

function service(spec: object = {}): Parameters<VirtualCluster['create']>[1] {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: {
      clusterIP: '10.96.0.9',
      selector: { app: 'web' },
      ports: [{ name: 'h', port: 80, targetPort: 8080, nodePort: 30080 }],
      ...spec,
    },
  };
}

function pod(name: string, spec: object = {}): Parameters<VirtualCluster['create']>[1] {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: 'web' } },
    spec: { containers: [{ name: 'c', image: 'app:1', ...spec }] },
  };
}

function route(cluster: VirtualCluster, name = 'web') {
  return cluster.routes.at(-1)?.services.find((each) => each.name === name);
}

test('Endpoints, EndpointSlice and the node follow the pods that are ready', async () => {
  const cluster = new VirtualCluster();
  cluster.runtime.programs.app = { readyAfterMs: 2500, stopsInMs: 2000 };
  cluster.create('services', service());
  await cluster.clock.advance(100);
  expect(cluster.get('endpoints', 'web')).not.toHaveProperty('subsets');
  expect(route(cluster)).toEqual({
    namespace: 'default',
    name: 'web',
    clusterIP: '10.96.0.9',
    sessionAffinity: 'None',
    ports: [{ name: 'h', protocol: 'TCP', port: 80, nodePort: 30080, endpoints: [] }],
    addresses: [],
  });
  cluster.create('pods', pod('a', { readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 } }));
  await cluster.clock.advance(1000);
  expect(cluster.get('endpoints', 'web')?.subsets).toMatchObject([
    { notReadyAddresses: [{ ip: '10.244.0.2' }], ports: [{ name: 'h', port: 8080, protocol: 'TCP' }] },
  ]);
  expect(route(cluster)?.ports[0]?.endpoints).toEqual([]);
  await cluster.clock.advance(3000);
  expect(cluster.get('endpoints', 'web')?.subsets).toMatchObject([
    { addresses: [{ ip: '10.244.0.2', nodeName: 'sandbox', targetRef: { kind: 'Pod', name: 'a' } }] },
  ]);
  expect(cluster.store.list(slices, 'default').items).toMatchObject([
    { metadata: { name: 'kubernetes' } },
    {
      metadata: {
        generateName: 'web-',
        labels: {
          'kubernetes.io/service-name': 'web',
          'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        },
        ownerReferences: [{ kind: 'Service', name: 'web' }],
      },
      addressType: 'IPv4',
      endpoints: [
        {
          addresses: ['10.244.0.2'],
          conditions: { ready: true, serving: true, terminating: false },
          nodeName: 'sandbox',
        },
      ],
      ports: [{ name: 'h', port: 8080, protocol: 'TCP' }],
    },
  ]);
  expect(route(cluster)).toMatchObject({
    ports: [{ endpoints: [{ ip: '10.244.0.2', port: 8080, pod: 'a' }] }],
    addresses: [{ ip: '10.244.0.2', pod: 'a' }],
  });
  // A pod that is being deleted gets no new connections, though it still answers.
  cluster.store.delete({ resource: 'pods', namespace: 'default', name: 'a' });
  await cluster.clock.advance(500);
  expect(route(cluster)?.ports[0]?.endpoints).toEqual([]);
  expect(cluster.store.list(slices, 'default').items[1]).toMatchObject({
    endpoints: [{ conditions: { ready: false, serving: true, terminating: true } }],
  });
  expect(cluster.errors).toEqual([]);
});

test('with the service its Endpoints and slices go', async () => {
  const cluster = new VirtualCluster();
  cluster.create('services', service());
  await cluster.clock.advance(100);
  cluster.store.delete({ resource: 'services', namespace: 'default', name: 'web' });
  await cluster.clock.advance(100);
  expect(cluster.get('endpoints', 'web')).toBeUndefined();
  expect(cluster.store.list(slices, 'default').items.map((each) => each.metadata.name)).toEqual([
    'kubernetes',
  ]);
  expect(route(cluster)).toBeUndefined();
});

test('named target ports lead where each pod says; headless services tell addresses', async () => {
  const cluster = new VirtualCluster();
  cluster.create('services', service({ clusterIP: 'None', ports: [{ port: 80, targetPort: 'http' }] }));
  cluster.create('pods', pod('a', { ports: [{ name: 'http', containerPort: 8001 }] }));
  cluster.create('pods', pod('b', { ports: [{ name: 'http', containerPort: 8002 }] }));
  await cluster.clock.advance(500);
  expect(cluster.get('endpoints', 'web')?.subsets).toHaveLength(2);
  expect(route(cluster)).toMatchObject({
    ports: [
      {
        endpoints: expect.arrayContaining([
          { ip: '10.244.0.2', port: 8001, pod: 'a' },
          { ip: '10.244.0.3', port: 8002, pod: 'b' },
        ]),
      },
    ],
  });
  expect(route(cluster)).not.toHaveProperty('clusterIP');
  expect(route(cluster)?.addresses).toHaveLength(2);
});

test('the service kubernetes leads to the API', async () => {
  const cluster = new VirtualCluster();
  await cluster.clock.advance(10);
  expect(route(cluster, 'kubernetes')).toMatchObject({
    clusterIP: '10.96.0.1',
    ports: [{ name: 'https', port: 443, endpoints: [{ ip: '10.244.0.1', port: 6443 }] }],
  });
});
