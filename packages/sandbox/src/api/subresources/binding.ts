import { timestamp } from '../../clock/clock.js';
import { badRequest, conflict } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import { objectAt, objectsAt, textAt } from '../json/json-object.js';
import { incomingValue } from '../operations/incoming-object.js';
import { currentObject } from '../operations/update.js';
import type { ApiRequest } from '../request/api-request.js';
import { writeOptionsOf } from '../request/write-options.js';
import type { SubresourceDefinition } from '../resources/resource-definition.js';
import { FieldErrors } from '../validation/field-errors.js';

/** `/binding`: what a scheduler writes to give a pod its node. */
export const bindingSubresource: SubresourceDefinition = {
  name: 'binding',
  kind: 'Binding',
  verbs: ['create'],
  handle: bind,
};

async function bind(request: ApiRequest): Promise<Answer> {
  const options = writeOptionsOf(request, 'CreateOptions');
  const binding = (await incomingValue(request)) ?? {};
  const pod = currentObject(request);
  const { name } = pod.metadata;
  const node = textAt(binding, 'target', 'name') ?? '';
  checkTarget(textAt(binding, 'target', 'kind') ?? '', node, name);
  const given = textAt(binding, 'metadata', 'name') ?? '';
  if (given !== '' && given !== name) {
    throw badRequest('the name in the provided object does not match the name in the URL');
  }
  const bound = textAt(pod, 'spec', 'nodeName') ?? '';
  if (bound !== '')
    throw conflict('pods/binding', name, `pod ${name} is already assigned to node "${bound}"`);
  if (pod.metadata.deletionTimestamp !== undefined) {
    throw conflict('pods/binding', name, `pod ${name} is being deleted, cannot be assigned to a host`);
  }
  if (!options.dryRun) {
    const draft = structuredClone(pod);
    draft.spec = { ...objectAt(draft, 'spec'), nodeName: node };
    const lastTransitionTime = timestamp(request.deps.clock.now());
    const others = objectsAt(draft, 'status', 'conditions').filter((one) => one.type !== 'PodScheduled');
    const scheduled = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime };
    draft.status = { ...objectAt(draft, 'status'), conditions: [...others, scheduled] };
    request.deps.store.update('pods', draft);
  }
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
  return { kind: 'plain', status: 201, body };
}

function checkTarget(kind: string, node: string, pod: string): void {
  const errors = new FieldErrors();
  if (kind !== '' && kind !== 'Node') errors.notSupported('target.kind', kind, ['Node', '<empty>']);
  if (node === '') errors.required('target.name');
  errors.throwIfAny({ kind: 'Binding', group: '' }, pod);
}
