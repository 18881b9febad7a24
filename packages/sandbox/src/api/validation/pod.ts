import { jsonEquals } from '../../store/json-equals.js';
import { isJsonObject, type JsonObject, objectAt, objectsAt } from '../json/json-object.js';
import type { FieldErrors } from './field-errors.js';
import { checkPodSpec } from './pod-spec.js';

export function validatePod(pod: JsonObject, errors: FieldErrors): void {
  checkPodSpec(objectAt(pod, 'spec'), 'spec', errors, true);
}

const mutableDetail =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** Of a pod that exists only images, the deadline and further tolerations may change. */
export function validatePodUpdate(pod: JsonObject, previous: JsonObject, errors: FieldErrors): void {
  for (const list of ['containers', 'initContainers'] as const) {
    if (objectsAt(pod, 'spec', list).length === objectsAt(previous, 'spec', list).length) continue;
    errors.forbidden(`spec.${list}`, 'pod updates may not add or remove containers');
    return;
  }
  if (!jsonEquals(fixedSpec(pod, previous), fixedSpec(previous, previous)))
    errors.forbidden('spec', mutableDetail);
}

/** The spec with all that may change set to what it was before. */
function fixedSpec(pod: JsonObject, previous: JsonObject): JsonObject {
  const spec = structuredClone(objectAt(pod, 'spec'));
  const before = objectAt(previous, 'spec');
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [index, container] of objectsAt(spec, list).entries()) {
      container.image = objectsAt(before, list)[index]?.image;
    }
  }
  delete spec.activeDeadlineSeconds;
  if (hasAll(spec.tolerations, before.tolerations)) delete spec.tolerations;
  // Scheduling gates can be taken away, nothing else about them.
  if (hasAll(before.schedulingGates, spec.schedulingGates)) delete spec.schedulingGates;
  return spec;
}

const hasAll = (list: unknown, wanted: unknown): boolean =>
  (Array.isArray(wanted) ? wanted : []).every(
    (one) => isJsonObject(one) && Array.isArray(list) && list.some((other) => jsonEquals(one, other)),
  );
