import { messageOf } from '@chaoskit/errors';
import { applyPatch, type Operation } from 'rfc6902';
import { badRequest, StatusError } from '../../store/status-error.js';
import { isJsonObject, type JsonObject, valueAt } from '../json/json-object.js';

const known: ReadonlySet<string> = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

/** Applies a JSON patch (RFC 6902) to a copy. BadRequest (400) where it is none, Invalid (422) where it does not fit. */
export function jsonPatch(target: JsonObject, patch: unknown): JsonObject {
  if (!Array.isArray(patch)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  const copy = structuredClone(target);
  for (const operation of patch) applyOne(copy, operation);
  return copy;
}

function applyOne(target: JsonObject, operation: unknown): void {
  if (!isJsonObject(operation) || !known.has(String(operation.op))) {
    throw invalid(`Unexpected kind: ${isJsonObject(operation) ? String(operation.op) : 'unknown'}`);
  }
  const path = String(operation.path ?? '');
  const [error] = applyPatch(target, [lenient(target, operation, path) as unknown as Operation]);
  if (error === undefined || error === null) return;
  if (operation.op === 'test') throw invalid(`testing value ${path} failed`);
  throw invalid(
    `${String(operation.op)} operation does not apply: doc is missing path: "${path}": ${messageOf(error)}`,
  );
}

/** The API's `replace` sets a key of a map that is missing (sandbox.md §7.4). */
function lenient(target: JsonObject, operation: JsonObject, path: string): JsonObject {
  if (operation.op !== 'replace') return operation;
  const steps = path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const parent = valueAt(target, ...steps.slice(0, -1));
  const key = steps.at(-1) ?? '';
  return isJsonObject(parent) && !(key in parent) ? { ...operation, op: 'add' } : operation;
}

const invalid = (why: string): StatusError =>
  new StatusError(
    422,
    'Invalid',
    `the server rejected our request due to an error in our request: ${why}`,
    {},
  );
