import type { KubeObject } from '../../store/kube-object.js';
import { badRequest, conflict } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import { isJsonObject, type JsonObject, numberAt, objectAt, textAt } from '../json/json-object.js';
import { fromFieldsV1 } from '../managed-fields/field-tree.js';
import { incomingValue } from '../operations/incoming-object.js';
import { currentObject, updateObject } from '../operations/update.js';
import { applyPatchDocument } from '../patch/patch-document.js';
import { patchTypeOf } from '../patch/patch-type.js';
import type { ApiRequest } from '../request/api-request.js';
import { readBody } from '../request/read-body.js';
import { writeOptionsOf } from '../request/write-options.js';
import { resourceName, type SubresourceDefinition } from '../resources/resource-definition.js';
import { conform, TypeMismatch } from '../schema/conform.js';
import { selectorText } from '../table/cells.js';
import { FieldErrors } from '../validation/field-errors.js';

/** Who scales owns the replicas, even where their number stays. */
const replicasField = fromFieldsV1({ 'f:spec': { 'f:replicas': {} } });

const scaleKind = { kind: 'Scale', group: 'autoscaling' } as const;

/** `/scale`: the replicas of a workload as an autoscaling/v1 Scale. */
export const scaleSubresource: SubresourceDefinition = {
  name: 'scale',
  kind: 'Scale',
  group: 'autoscaling',
  version: 'v1',
  verbs: ['get', 'patch', 'update'],
  handle: async (request, verb) => {
    if (verb === 'get') return scaleAnswer(currentObject(request));
    return verb === 'patch' ? patchScale(request) : replaceScale(request);
  },
};

const scaleAnswer = (workload: KubeObject): Answer => ({
  kind: 'plain',
  status: 200,
  body: scaleOf(workload),
});

function scaleOf(workload: KubeObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = workload.metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberAt(workload, 'spec', 'replicas') ?? 0 },
    status: {
      replicas: numberAt(workload, 'status', 'replicas') ?? 0,
      selector: selectorText(objectAt(workload, 'spec', 'selector')),
    },
  };
}

async function replaceScale(request: ApiRequest): Promise<Answer> {
  const value = await incomingValue(request);
  if (value === undefined) throw badRequest('a Scale is required');
  return applyScale(request, value, 'UpdateOptions');
}

async function patchScale(request: ApiRequest): Promise<Answer> {
  const type = patchTypeOf(request.contentType);
  const body = await readBody(request.message);
  const current = scaleOf(currentObject(request)) as unknown as KubeObject;
  if (type === 'apply') throw badRequest('server-side apply is not served for scale');
  return applyScale(
    request,
    applyPatchDocument({ type, body, current, schemaType: 'Scale' }),
    'PatchOptions',
  );
}

function applyScale(request: ApiRequest, value: JsonObject, optionsKind: string): Answer {
  const options = writeOptionsOf(request, optionsKind);
  const scale = conformedScale(value);
  const workload = currentObject(request);
  const { name } = workload.metadata;
  const given = textAt(scale, 'metadata', 'name') ?? '';
  if (given !== '' && given !== name) {
    throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
  }
  const version = textAt(scale, 'metadata', 'resourceVersion') ?? '';
  if (version !== '' && version !== workload.metadata.resourceVersion) {
    throw conflict(resourceName(request.definition), name);
  }
  const replicas = numberAt(scale, 'spec', 'replicas') ?? 0;
  if (replicas < 0) {
    const errors = new FieldErrors();
    errors.invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
    throw errors.toError(scaleKind, name);
  }
  const draft = structuredClone(workload);
  draft.spec = { ...objectAt(draft, 'spec'), replicas };
  return scaleAnswer(
    updateObject(request, draft, 'object', options, { subresource: 'scale', claimed: replicasField }),
  );
}

function conformedScale(value: JsonObject): JsonObject {
  if (value.kind !== undefined && value.kind !== 'Scale')
    throw badRequest(`${String(value.kind)} is no Scale`);
  try {
    const { object } = conform(value, 'Scale', 'Scale');
    return isJsonObject(object) ? object : {};
  } catch (reason) {
    if (!(reason instanceof TypeMismatch)) throw reason;
    throw badRequest(`Scale in version "v1" cannot be handled as a Scale: ${reason.message}`);
  }
}
