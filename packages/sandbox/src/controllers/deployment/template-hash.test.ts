import { expect, test } from 'vitest';
import type { PodTemplate } from '../../kinds/pod.js';
import { templateHash } from './template-hash.js';

// What the real library computes for these templates (k8s.io/api 0.34, after a way through storage).
test.each<[string, string, unknown]>([
  [
    'a plain container, with the defaults of the API',
    '85b6c558f6',
    {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'c',
            image: 'registry.k8s.io/pause:3.9',
            ports: [{ containerPort: 80, protocol: 'TCP' }],
            resources: {},
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
            imagePullPolicy: 'IfNotPresent',
          },
        ],
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        dnsPolicy: 'ClusterFirst',
        securityContext: {},
        schedulerName: 'default-scheduler',
      },
    },
  ],
  [
    'lab 1: environment, a named port, a probe',
    '58ffdcb587',
    {
      metadata: { labels: { app: 'middle', name: 'middle', service: 'middle' } },
      spec: {
        containers: [
          {
            env: [
              { name: 'BACK_URL', value: 'http://back:8002/' },
              { name: 'START_SECONDS', value: '3' },
              { name: 'CALL_TIMEOUT_SECONDS', value: '1' },
            ],
            image: 'lab/middle:1',
            imagePullPolicy: 'IfNotPresent',
            name: 'middle',
            ports: [{ containerPort: 8001, name: 'http', protocol: 'TCP' }],
            readinessProbe: {
              failureThreshold: 5,
              httpGet: { path: '/health', port: 'http', scheme: 'HTTP' },
              periodSeconds: 1,
              successThreshold: 1,
              timeoutSeconds: 2,
            },
            resources: {},
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
          },
        ],
        dnsPolicy: 'ClusterFirst',
        restartPolicy: 'Always',
        schedulerName: 'default-scheduler',
        securityContext: {},
        terminationGracePeriodSeconds: 30,
      },
    },
  ],
  [
    'quantities',
    'fd68b564b',
    {
      metadata: { labels: { app: 'q' } },
      spec: {
        containers: [
          {
            name: 'c',
            image: 'x',
            env: [
              { name: 'M', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '0' } } },
            ],
            resources: {
              limits: { cpu: '2', memory: '1Gi' },
              requests: { cpu: '1500m', memory: '100M', 'ephemeral-storage': '1536Mi', a: '0' },
            },
          },
        ],
        volumes: [{ name: 'e', emptyDir: { sizeLimit: '1Gi' } }],
      },
    },
  ],
  [
    'volumes, probes, affinity, tolerations, security',
    '55856644fb',
    {
      metadata: { labels: { app: 'web', b: 'x' }, annotations: { z: '1', a: 'two words' } },
      spec: {
        volumes: [
          { name: 'v', configMap: { name: 'conf', defaultMode: 420 } },
          { name: 'e', emptyDir: {} },
        ],
        containers: [
          {
            name: 'c',
            image: 'x',
            command: ['sh', '-c', 'exit 0'],
            args: [],
            env: [
              { name: 'A', valueFrom: { configMapKeyRef: { name: 'conf', key: 'k' } } },
              { name: 'B', value: '' },
            ],
            resources: {
              limits: { memory: '64Mi', cpu: '0.5', 'x/y': '1e3' },
              requests: { cpu: '250m', memory: '1.5Gi' },
            },
            livenessProbe: { httpGet: { path: '/', port: 'http', scheme: 'HTTP' }, periodSeconds: 10 },
            readinessProbe: { tcpSocket: { port: 80 } },
            lifecycle: { preStop: { exec: { command: ['a'] } } },
          },
        ],
        nodeSelector: { b: '1', a: '2' },
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'k', operator: 'In', values: ['v'] }] }],
            },
          },
        },
        tolerations: [{ key: 'k', operator: 'Exists', tolerationSeconds: 5 }],
        securityContext: { runAsUser: 1000, fsGroup: 0, supplementalGroups: [1, 2] },
        restartPolicy: 'Always',
        hostNetwork: true,
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'z',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: { matchLabels: { app: 'web' } },
          },
        ],
        overhead: {},
      },
    },
  ],
])('%s', (_title, hash, template) => {
  expect(templateHash(template as PodTemplate, undefined)).toBe(hash);
});

test('a collision changes the hash', () => {
  const template = { spec: { containers: [] } };
  expect(templateHash(template, 1)).not.toBe(templateHash(template, undefined));
  expect(templateHash(template, 1)).not.toBe(templateHash(template, 2));
});
