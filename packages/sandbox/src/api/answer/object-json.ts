import type { KubeObject } from '../../store/kube-object.js';

// Stored objects are frozen and shared: one text serves every list and watch that shows them.
const tails = new WeakMap<KubeObject, string>();

/** The object's JSON without its opening brace, kind and apiVersion. */
function jsonTail(object: KubeObject): string {
  const known = tails.get(object);
  if (known !== undefined) return known;
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = object;
  const tail = JSON.stringify(rest).slice(1);
  if (Object.isFrozen(object)) tails.set(object, tail);
  return tail;
}

/** An object by itself: kind and apiVersion first, as the API writes it. */
export const objectJson = (object: KubeObject): string =>
  `{"kind":${JSON.stringify(object.kind)},"apiVersion":${JSON.stringify(object.apiVersion)},${jsonTail(object)}`;

/** An object in a list, where the API leaves kind and apiVersion to the list. */
export const listItemJson = (object: KubeObject): string => `{${jsonTail(object)}`;
