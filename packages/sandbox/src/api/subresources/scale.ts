import type { KubeObject } from '../../store/kube-object.js';
import { badRequest, conflict } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import { isJsonObject, type JsonObject, numberAt, objectAt, textAt } from '../json/json-object.js';
import { type FieldTree, fromFieldsV1 } from '../managed-fields/field-tree.js';
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

const scaleKind = { kind: 'Scale', group: 'autoscaling' } as const;

/** Where a kind has its replicas. */
export interface ScaleAccess {
  replicas(object: unknown): number;
  setReplicas(object: JsonObject, replicas: number): void;
  /** Replicas that there are. */
  current(object: unknown): number;
  /** Labels of the pods, as a selector's text. */
  selector(object: unknown): string;
  /** Path of the replicas: who scales owns them, even where their number stays. */
  readonly claimed: readonly string[];
}

/** Deployments, ReplicaSets and their like. */
export const workloadScale: ScaleAccess = {
  replicas: (object) => numberAt(object, 'spec', 'replicas') ?? 0,
  setReplicas: (object, replicas) => {
    object.spec = { ...objectAt(object, 'spec'), replicas };
  },
  current: (object) => numberAt(object, 'status', 'replicas') ?? 0,
  selector: (object) => selectorText(objectAt(object, 'spec', 'selector')),
  claimed: ['spec', 'replicas'],
};

/** `/scale`: the replicas of an object as an autoscaling/v1 Scale. */
export const scaleSubresource = (access: ScaleAccess): SubresourceDefinition => ({
  name: 'scale',
  kind: 'Scale',
  group: 'autoscaling',
  version: 'v1',
  verbs: ['get', 'patch', 'update'],
  handle: async (request, verb) => {
    if (verb === 'get') return scaleAnswer(currentObject(request), access);
    return verb === 'patch' ? patchScale(request, access) : replaceScale(request, access);
  },
});

const scaleAnswer = (object: KubeObject, access: ScaleAccess): Answer => ({
  kind: 'plain',
  status: 200,
  body: scaleOf(object, access),
});

function scaleOf(object: KubeObject, access: ScaleAccess): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: access.replicas(object) },
    status: { replicas: access.current(object), selector: access.selector(object) },
  };
}

async function replaceScale(request: ApiRequest, access: ScaleAccess): Promise<Answer> {
  const value = await incomingValue(request);
  if (value === undefined) throw badRequest('a Scale is required');
  return applyScale(request, access, value, 'UpdateOptions');
}

async function patchScale(request: ApiRequest, access: ScaleAccess): Promise<Answer> {
  const type = patchTypeOf(request.contentType);
  const body = await readBody(request.message);
  const current = scaleOf(currentObject(request), access) as unknown as KubeObject;
  if (type === 'apply') throw badRequest('server-side apply is not served for scale');
  const value = applyPatchDocument({ type, body, current, schemaType: 'Scale' });
  return applyScale(request, access, value, 'PatchOptions');
}

function applyScale(
  request: ApiRequest,
  access: ScaleAccess,
  value: JsonObject,
  optionsKind: string,
): Answer {
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
  access.setReplicas(draft, replicas);
  const claimed = claimOf(access.claimed);
  return scaleAnswer(
    updateObject(request, draft, 'object', options, { subresource: 'scale', claimed }),
    access,
  );
}

const claimOf = (path: readonly string[]): FieldTree =>
  fromFieldsV1(path.reduceRight<JsonObject>((inner, key) => ({ [`f:${key}`]: inner }), {}));

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
