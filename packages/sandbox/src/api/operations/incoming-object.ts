import { messageOf } from '@chaoskit/errors';
import type { KubeObject } from '../../store/kube-object.js';
import { badRequest } from '../../store/status-error.js';
import { isJsonObject, type JsonObject, objectAt, textAt } from '../json/json-object.js';
import type { ApiRequest } from '../request/api-request.js';
import { decodeBody } from '../request/decode-body.js';
import { readBody } from '../request/read-body.js';
import type { FieldValidation } from '../request/write-options.js';
import { apiVersionOf, type ResourceDefinition } from '../resources/resource-definition.js';
import { conform, TypeMismatch } from '../schema/conform.js';
import { FieldErrors } from '../validation/field-errors.js';

export interface IncomingObject {
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

/** The object in a request's body, with the fields that its type has. */
export async function incomingObject(
  request: ApiRequest,
  validation: FieldValidation,
): Promise<IncomingObject> {
  const body = decodeBody(await readBody(request.message), request.contentType);
  return typedObject(body.value, request.definition, validation, body.duplicates);
}

/**
 * A JSON object as one of `definition`'s kind. BadRequest (400) for another kind, for values of the wrong type, and under
 * `Strict` for fields that are unknown or given twice; under `Warn` those become warnings.
 */
export function typedObject(
  value: JsonObject,
  definition: ResourceDefinition,
  validation: FieldValidation,
  duplicates: readonly string[] = [],
): IncomingObject {
  checkKind(value, definition);
  const apiVersion = apiVersionOf(definition);
  const named = { ...value, kind: definition.kind, apiVersion };
  const { object, unknownFields } = conformed(named, definition);
  const problems = [
    ...unknownFields.map((path) => `unknown field "${path}"`),
    ...duplicates.map((path) => `duplicate field "${path}"`),
  ];
  if (validation === 'Strict' && problems.length > 0) {
    throw badRequest(
      `${definition.kind} in version "${definition.version}" cannot be handled as a ${definition.kind}: strict decoding error: ${problems.join(', ')}`,
    );
  }
  const metadata = objectAt(object, 'metadata');
  return {
    object: { ...object, kind: definition.kind, apiVersion, metadata } as unknown as KubeObject,
    warnings: validation === 'Warn' ? problems : [],
  };
}

function checkKind(value: JsonObject, definition: ResourceDefinition): void {
  const expected = apiVersionOf(definition);
  const { kind = definition.kind, apiVersion = expected } = value;
  if ((kind === definition.kind && apiVersion === expected) || (kind === '' && apiVersion === '')) return;
  if (kind === definition.kind) {
    throw badRequest(
      `the API version in the data (${String(apiVersion)}) does not match the expected API version (${expected})`,
    );
  }
  if (definition.custom !== undefined) {
    const errors = new FieldErrors();
    errors.invalid('kind', kind, `must be ${definition.kind}`);
    throw errors.toError(
      { kind: String(kind), group: definition.group },
      textAt(value, 'metadata', 'name') ?? '',
    );
  }
  throw badRequest(
    `the object provided is unrecognized (must be of type ${definition.kind}): it is ${String(apiVersion)}, Kind=${String(kind)}`,
  );
}

function conformed(value: JsonObject, definition: ResourceDefinition): ReturnType<typeof conform> {
  try {
    if (definition.custom !== undefined) return definition.custom.conform(value);
    return conform(value, definition.type ?? definition.kind, definition.kind);
  } catch (reason) {
    if (!(reason instanceof TypeMismatch)) throw reason;
    throw badRequest(
      `${definition.kind} in version "${definition.version}" cannot be handled as a ${definition.kind}: ${messageOf(reason)}`,
    );
  }
}

/** The body of a request for a subresource, such as a Scale. `undefined` where it is empty. */
export async function incomingValue(request: ApiRequest): Promise<JsonObject | undefined> {
  const body = await readBody(request.message);
  if (body.length === 0) return undefined;
  const { value } = decodeBody(body, request.contentType);
  return isJsonObject(value) ? value : undefined;
}

/** Refuses an object that names another place than the request's path. */
export function checkPlace(object: KubeObject, request: ApiRequest): void {
  const { namespace, name } = request.path;
  const named = object.metadata.namespace ?? '';
  if (named !== '' && namespace !== undefined && named !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  const own = textAt(object, 'metadata', 'name') ?? '';
  if (name === undefined || own === name) return;
  if (own === '') throw badRequest('name must be provided');
  throw badRequest(`the name of the object (${own}) does not match the name on the URL (${name})`);
}
