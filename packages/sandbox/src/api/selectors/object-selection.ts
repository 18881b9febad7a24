import type { KubeObject } from '../../store/kube-object.js';
import type { ApiRequest } from '../request/api-request.js';
import { metadataLabels, parseFieldSelector } from './field-labels.js';
import { parseLabelSelector } from './label-selector.js';

export interface ObjectSelection {
  readonly namespace: string | undefined;
  /** `undefined`: everything in the namespace. */
  readonly test: ((object: KubeObject) => boolean) | undefined;
}

/** Which objects a list, watch or deletecollection is about; fields are those of the request's version. */
export function selectionOf(request: ApiRequest): ObjectSelection {
  const { query, definition, path } = request;
  const labels = parseLabelSelector(query.get('labelSelector'));
  const fields = parseFieldSelector(query.get('fieldSelector'), definition.fieldLabels ?? metadataLabels);
  const tests: ((object: KubeObject) => boolean)[] = [];
  if (labels !== undefined) tests.push((object) => labels(object.metadata.labels ?? {}));
  if (fields !== undefined) tests.push(fields);
  const test = tests.length === 0 ? undefined : (object: KubeObject) => tests.every((one) => one(object));
  return { namespace: path.namespace, test };
}
