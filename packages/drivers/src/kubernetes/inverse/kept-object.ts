import type { KubeObject } from '@chaoskit/kube';

const serverFields = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
];

/** What of an object can be given to the server again: without its status and what the server itself writes. */
export function keptObject(object: KubeObject): KubeObject {
  const { status: _status, metadata, ...rest } = object;
  const kept = Object.entries(isObject(metadata) ? metadata : {}).filter(
    ([name]) => !serverFields.includes(name),
  );
  return { ...rest, metadata: Object.fromEntries(kept) };
}

function isObject(value: unknown): value is KubeObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
