import type { DeletionOptions } from '../../store/deletion.js';
import type { KubeObject } from '../../store/kube-object.js';
import { badRequest, StatusError } from '../../store/status-error.js';
import { type JsonObject, listAt, numberAt, objectAt, textAt } from '../json/json-object.js';
import type { ApiRequest } from '../request/api-request.js';
import { checkDryRun, throwOptions } from '../request/write-options.js';
import type { ResourceDefinition } from '../resources/resource-definition.js';
import { FieldErrors } from '../validation/field-errors.js';
import { incomingValue } from './incoming-object.js';

export interface DeleteOptions {
  readonly deletion: DeletionOptions;
  readonly dryRun: boolean;
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
}

/** Options of a DELETE. A body replaces the query altogether, `dryRun` included, as in kube-apiserver. */
export async function deleteOptionsOf(request: ApiRequest): Promise<DeleteOptions> {
  const body = await incomingValue(request);
  return readDeleteOptions(body ?? queryOptions(request.query));
}

function queryOptions(query: URLSearchParams): JsonObject {
  const seconds = query.get('gracePeriodSeconds');
  return {
    ...(seconds === null ? {} : { gracePeriodSeconds: Number(seconds) }),
    ...(query.has('propagationPolicy') ? { propagationPolicy: query.get('propagationPolicy') } : {}),
    ...(query.has('orphanDependents') ? { orphanDependents: query.get('orphanDependents') === 'true' } : {}),
    dryRun: query.getAll('dryRun').filter((one) => one !== ''),
  };
}

const policies = ['Background', 'Foreground', 'Orphan'] as const;

/** Checks and reads meta/v1 DeleteOptions. */
export function readDeleteOptions(value: JsonObject): DeleteOptions {
  const { kind } = value;
  if (kind !== undefined && kind !== '' && kind !== 'DeleteOptions') {
    throw badRequest(`${String(kind)} can not be handled as DeleteOptions`);
  }
  const errors = new FieldErrors();
  const dryRun = listAt(value, 'dryRun').map(String);
  checkDryRun(dryRun, errors);
  const asked = textAt(value, 'propagationPolicy') ?? '';
  const policy = asked === '' ? orphanPolicy(value) : policies.find((one) => one === asked);
  if (asked !== '' && policy === undefined) errors.notSupported('propagationPolicy', asked, [...policies]);
  throwOptions(errors, 'DeleteOptions');
  const seconds = numberAt(value, 'gracePeriodSeconds');
  return {
    deletion: {
      ...(seconds === undefined ? {} : { gracePeriodSeconds: seconds }),
      ...(policy === undefined ? {} : { propagationPolicy: policy }),
    },
    dryRun: dryRun.length > 0,
    uid: textAt(value, 'preconditions', 'uid'),
    resourceVersion: textAt(value, 'preconditions', 'resourceVersion'),
  };
}

function orphanPolicy(value: JsonObject): (typeof policies)[number] | undefined {
  const orphan = objectAt({ value }, 'value').orphanDependents;
  return orphan === true ? 'Orphan' : orphan === false ? 'Background' : undefined;
}

/** Conflict (409) where the object is not the one that the client means. */
export function checkPreconditions(
  object: KubeObject,
  options: DeleteOptions,
  definition: ResourceDefinition,
): void {
  const { uid, resourceVersion } = object.metadata;
  if (options.uid !== undefined && options.uid !== uid) {
    throw precondition(
      object,
      definition,
      `the UID in the precondition (${options.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (options.resourceVersion !== undefined && options.resourceVersion !== resourceVersion) {
    throw precondition(
      object,
      definition,
      `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}

function precondition(object: KubeObject, { kind, group }: ResourceDefinition, why: string): StatusError {
  const { name } = object.metadata;
  const full = group === '' ? kind : `${kind}.${group}`;
  const details = { name, ...(group === '' ? {} : { group }), kind };
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${full} "${name}": ${why}`,
    details,
  );
}
