import { expect, test } from 'vitest';
import { clusterRegistry } from '../api/cluster-store.js';
import { InvalidDocumentError } from '../documents/document-issues.js';
import { VirtualCluster } from '../testing/virtual-cluster.js';
import { createObjects } from './create-objects.js';
import { planManifests } from './plan-manifests.js';

function plan(text: string, lenient = false) {
  return planManifests([{ name: 'c.yaml', text }], {
    registry: clusterRegistry,
    lenient,
    namespaces: ['default'],
  });
}

function issues(text: string): string[] {
  try {
    plan(text);
  } catch (reason) {
    if (!(reason instanceof InvalidDocumentError)) throw reason;
    return reason.issues.map(({ message, place }) => `${place.line}:${place.column} ${message}`);
  }
  return [];
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: c, image: "registry.k8s.io/pause:3.9"}
`;

test('documents and lists, in the order in which they are needed', async () => {
  const { objects, warnings } = plan(`${deployment}---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
- {apiVersion: v1, kind: Namespace, metadata: {name: team}}
---
# nothing
---
{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c", "namespace": "team"}, "data": {"a": "2020-01-01"}}
`);
  expect(warnings).toEqual([]);
  expect(objects.map(({ object }) => `${object.kind} ${object.metadata.namespace ?? ''}`)).toEqual([
    'Namespace ',
    'ConfigMap team',
    'Service default',
    'Deployment default',
  ]);
  const cluster = new VirtualCluster();
  createObjects(objects, cluster);
  await cluster.clock.advance(1000);
  expect(cluster.get('deployments.apps', 'web')).toMatchObject({
    spec: { replicas: 1 },
    status: { availableReplicas: 1 },
  });
  expect(cluster.get('services', 'web')?.spec).toMatchObject({
    clusterIP: expect.stringMatching(/^10\.96\./),
  });
});

test('all that is wrong at once, at its place', () => {
  expect(
    issues(`apiVersion: example.com/v1
kind: Thing
metadata: {name: x}
---
${deployment.replace('selector:', 'selectr:')}---
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: nowhere}
spec: {containers: [{name: c, image: x}]}
---
just text
---
kind: Pod
`),
  ).toEqual([
    '2:7 the sandbox does not serve example.com/v1 Thing',
    '9:3 Deployment web: unknown field "spec.selectr"',
    '18:32 Pod p: there is no namespace nowhere',
    '21:1 a manifest must be a mapping',
    '23:1 apiVersion is missing',
  ]);
});

test('a kind that is nearly right; one of another version', () => {
  const hints = (text: string): (string | undefined)[] => {
    try {
      plan(text);
    } catch (reason) {
      if (reason instanceof InvalidDocumentError) return reason.issues.map(({ hint }) => hint);
    }
    return [];
  };
  expect(hints('{apiVersion: apps/v1, kind: Deploiment}')).toEqual(['did you mean Deployment?']);
  expect(hints('{apiVersion: extensions/v1beta1, kind: Deployment}')).toEqual([
    'it serves Deployment of apps/v1',
  ]);
});

test('lenient: what is not served is skipped with a warning', () => {
  const { objects, warnings } = plan(
    `{apiVersion: example.com/v1, kind: Thing, metadata: {name: x}}\n---\n${deployment}`,
    true,
  );
  expect(objects).toHaveLength(1);
  expect(warnings).toEqual(['c.yaml:1: skipped example.com/v1 Thing: the sandbox does not serve it']);
});

test('validation of the API speaks with the line of the file', () => {
  expect(issues(deployment.replace('app: web}}\n    spec', 'app: other}}\n    spec'))).toEqual([
    expect.stringMatching(/^7:\d+ Deployment web: .*selector/),
  ]);
});

test('an object that is there twice', () => {
  expect(issues(`${deployment}---\n${deployment}`)).toEqual(['14:18 Deployment web is there twice']);
});

test('an alias bomb is refused', () => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (const [index, name] of [...'bcdefghi'].entries())
    lines.push(`${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]`);
  expect(() => plan(lines.join('\n'))).toThrow('too large');
});
