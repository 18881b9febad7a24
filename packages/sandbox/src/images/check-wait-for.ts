import type { DocumentIssue } from '../documents/document-issues.js';
import type { YamlDocument } from '../documents/yaml-documents.js';
import { unknownKey } from './unknown-key.js';

/** Something that must be available: a Deployment or ReplicaSet that has all its replicas, a pod that is ready. */
export interface WaitTarget {
  readonly kind: 'deployment' | 'replicaset' | 'pod';
  readonly namespace: string;
  readonly name: string;
}

/** Windows of time in which a service must have been called, as a table tells. */
export interface TrafficTarget {
  readonly table: 'http_events' | 'conn_stats';
  readonly namespace: string;
  readonly service: string;
  /** How many windows must have rows. */
  readonly windows: number;
  readonly windowSeconds: number;
}

/** What the list `waitFor` names. */
export interface WaitList {
  /** Undefined where none is named: then all Deployments. */
  readonly available?: readonly WaitTarget[];
  readonly traffic: readonly TrafficTarget[];
}

const kinds: Readonly<Record<string, WaitTarget['kind']>> = {
  deployment: 'deployment',
  deployments: 'deployment',
  deploy: 'deployment',
  replicaset: 'replicaset',
  replicasets: 'replicaset',
  rs: 'replicaset',
  pod: 'pod',
  pods: 'pod',
  po: 'pod',
};

const form =
  'deployment/NAME or NAMESPACE/deployment/NAME; replicasets and pods too; {table: http_events, service: NAMESPACE/NAME, windows: 3}';

/** The list `waitFor`. What is wrong goes to `issues`. */
export function checkWaitFor(value: unknown, document: YamlDocument, issues: DocumentIssue[]): WaitList {
  if (!Array.isArray(value)) {
    issues.push({ message: 'waitFor must be a list', place: document.place(['waitFor']), hint: form });
    return { traffic: [] };
  }
  const available: WaitTarget[] = [];
  const traffic: TrafficTarget[] = [];
  for (const [index, each] of value.entries()) {
    if (typeof each === 'object' && each !== null && 'table' in each) {
      traffic.push(...trafficTarget(each, ['waitFor', index], document, issues));
      continue;
    }
    const target = typeof each === 'string' ? waitTarget(each) : undefined;
    if (target !== undefined) available.push(target);
    else
      issues.push({
        message: `waitFor can't wait for ${JSON.stringify(each)}`,
        place: document.place(['waitFor', index]),
        hint: form,
      });
  }
  const named = available.length > 0 || value.length === 0;
  return { ...(named ? { available } : {}), traffic };
}

const trafficKeys = ['table', 'service', 'windows', 'windowSeconds'];
const tables: readonly TrafficTarget['table'][] = ['http_events', 'conn_stats'];

function trafficTarget(
  given: { readonly table?: unknown; readonly [key: string]: unknown },
  at: readonly (string | number)[],
  document: YamlDocument,
  issues: DocumentIssue[],
): TrafficTarget[] {
  const before = issues.length;
  const complain = (key: string, message: string, hint: string): void => {
    issues.push({ message: `waitFor: ${message}`, place: document.place([...at, key]), hint });
  };
  for (const key of Object.keys(given)) issues.push(...unknownKey(key, trafficKeys, document, [...at, key]));
  const table = tables.find((name) => name === given.table);
  if (table === undefined) complain('table', 'no such table', `one of ${tables.join(', ')}`);
  const service = /^(?:([a-z0-9-]+)\/)?([a-z0-9-]+)$/.exec(String(given.service ?? ''));
  if (service === null) complain('service', 'service must name one', 'service: NAMESPACE/NAME');
  const { windows = 1, windowSeconds = 10 } = given;
  if (typeof windows !== 'number' || !Number.isInteger(windows) || windows < 1)
    complain('windows', 'windows must be a whole number above 0', 'windows: 3');
  if (typeof windowSeconds !== 'number' || !(windowSeconds >= 1))
    complain('windowSeconds', 'windowSeconds must be 1 or more', 'windowSeconds: 10');
  if (issues.length > before || table === undefined || service === null) return [];
  const [, namespace = 'default', name = ''] = service;
  return [
    { table, namespace, service: name, windows: Number(windows), windowSeconds: Number(windowSeconds) },
  ];
}

function waitTarget(text: string): WaitTarget | undefined {
  const parts = text.split('/');
  const [name, kindName = '', namespace = 'default'] = [...parts].reverse();
  const kind = kinds[kindName.toLowerCase()];
  if (parts.length < 2 || parts.length > 3 || kind === undefined || !name || !namespace) return undefined;
  return { kind, namespace, name };
}
