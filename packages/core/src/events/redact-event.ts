import type { PatchOperation } from '../controls/json-patch.js';
import type { Json, JsonObject } from '../values/json.js';
import type { Redactor } from '../values/redactor.js';
import type { RunEventBody } from './run-event.js';

/** Takes every known secret value out of what an event carries; our own words (types, statuses, numbers of events) are left alone. */
export function redactEvent(body: RunEventBody, redactor: Redactor): RunEventBody {
  const text = (value: string): string => redactor.redact(value);
  switch (body.type) {
    case 'run-started':
      return { ...body, source: text(body.source), experiment: redactObject(body.experiment, redactor) };
    case 'phase-started':
      return 'title' in body ? { ...body, title: redactor.redact(body.title) } : body;
    case 'phase-ended':
      return 'probe' in body && body.probe !== undefined
        ? { ...body, probe: redactor.redact(body.probe) }
        : body;
    case 'activity-started':
      return { ...body, activity: redactObject(body.activity, redactor) };
    case 'activity-ended':
      return {
        ...body,
        output: redactor.redact(body.output),
        ...(body.error === undefined ? {} : { error: text(body.error) }),
        ...(body.exception === undefined ? {} : { exception: body.exception.map(text) }),
      };
    case 'tolerance-checked':
      return {
        ...body,
        ...(body.message === undefined ? {} : { message: text(body.message) }),
        ...(body.error === undefined ? {} : { error: text(body.error) }),
      };
    case 'undo-recorded':
      return body.arguments === undefined
        ? body
        : { ...body, arguments: redactObject(body.arguments, redactor) };
    case 'undo-ended':
      return body.error === undefined ? body : { ...body, error: text(body.error) };
    case 'document-patched':
    case 'values-patched':
    case 'journal-patched':
      return { ...body, patch: body.patch.map((operation) => redactOperation(operation, redactor)) };
    case 'log':
      return { ...body, message: text(body.message) };
    case 'undo-started':
    case 'control-called':
    case 'signal':
    case 'run-ended':
      return body;
  }
}

function redactOperation(operation: PatchOperation, redactor: Redactor): PatchOperation {
  return operation.op === 'remove'
    ? operation
    : { ...operation, value: redactor.redact(operation.value as Json) };
}

function redactObject(object: JsonObject, redactor: Redactor): JsonObject {
  // An object stays an object: only texts and numbers are replaced.
  return redactor.redact(object) as JsonObject;
}
