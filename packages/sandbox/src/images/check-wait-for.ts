import type { DocumentIssue } from '../documents/document-issues.js';
import type { YamlDocument } from '../documents/yaml-documents.js';

/** Something that must be available: a Deployment or ReplicaSet that has all its replicas, a pod that is ready. */
export interface WaitTarget {
  readonly kind: 'deployment' | 'replicaset' | 'pod';
  readonly namespace: string;
  readonly name: string;
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

const form = 'deployment/NAME or NAMESPACE/deployment/NAME; replicasets and pods too';

/** The list `waitFor`. What is wrong goes to `issues`. */
export function checkWaitFor(value: unknown, document: YamlDocument, issues: DocumentIssue[]): WaitTarget[] {
  if (!Array.isArray(value)) {
    issues.push({ message: 'waitFor must be a list', place: document.place(['waitFor']), hint: form });
    return [];
  }
  return value.flatMap((each, index) => {
    const target = typeof each === 'string' ? waitTarget(each) : undefined;
    if (target !== undefined) return [target];
    issues.push({
      message: `waitFor can't wait for ${JSON.stringify(each)}`,
      place: document.place(['waitFor', index]),
      hint: form,
    });
    return [];
  });
}

function waitTarget(text: string): WaitTarget | undefined {
  const parts = text.split('/');
  const [name, kindName = '', namespace = 'default'] = [...parts].reverse();
  const kind = kinds[kindName.toLowerCase()];
  if (parts.length < 2 || parts.length > 3 || kind === undefined || !name || !namespace) return undefined;
  return { kind, namespace, name };
}
