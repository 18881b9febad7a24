import { messageOf } from '@chaoskit/errors';
import type { KubeObject } from '../../store/kube-object.js';
import { badRequest, StatusError } from '../../store/status-error.js';
import { isJsonObject, type JsonObject } from '../json/json-object.js';
import { parseJson } from '../request/decode-body.js';
import { jsonPatch } from './json-patch.js';
import { mergePatch } from './merge-patch.js';
import type { PatchType } from './patch-type.js';
import { PatchError, strategicMergePatch } from './strategic-merge-patch.js';

export interface PatchDocument {
  readonly type: Exclude<PatchType, 'apply'>;
  readonly body: Buffer;
  readonly current: KubeObject;
  /** Name of the type whose merge keys count. */
  readonly schemaType: string;
}

/** The object that a patch makes of the current one, not checked yet. */
export function applyPatchDocument({ type, body, current, schemaType }: PatchDocument): JsonObject {
  const patch = parseJson(body.toString('utf8'));
  const target = structuredClone(current) as unknown as JsonObject;
  if (type === 'json') return jsonPatch(target, patch);
  if (!isJsonObject(patch)) throw badRequest('json: cannot unmarshal the patch into an object');
  if (type === 'merge') return mergePatch(target, patch) as JsonObject;
  try {
    return strategicMergePatch(target, patch, schemaType);
  } catch (reason) {
    if (!(reason instanceof PatchError)) throw reason;
    throw new StatusError(500, 'InternalError', `Internal error occurred: ${messageOf(reason)}`);
  }
}
