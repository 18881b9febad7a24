import type { KubeObject } from '../../store/kube-object.js';
import type { Answer } from '../answer/answer.js';
import type { ApiRequest } from '../request/api-request.js';
import { storedName, toVersion } from '../resources/resource-definition.js';
import { type ObjectSelection, selectionOf } from '../selectors/object-selection.js';
import { continueToken, readContinueToken } from './continue-token.js';
import { listOptionsOf } from './list-options.js';
import { waitForVersion } from './wait-for-version.js';

/** GET of a collection: selectors, pages, older versions (Kubernetes API concepts, "Retrieving large results sets"). */
export async function list(request: ApiRequest): Promise<Answer> {
  const options = listOptionsOf(request.query);
  const selection = selectionOf(request);
  const { store } = request.deps;
  const resume = options.continue === '' ? undefined : readContinueToken(options.continue);
  if (options.version !== undefined) await waitForVersion(request, options.version);
  const exact = options.match === 'Exact' ? options.version : undefined;
  const version = resume?.version ?? exact ?? Number(store.resourceVersion);
  const all = objectsAtVersion(request, selection, version);
  const start = resume === undefined ? 0 : indexAfter(all, resume.after);
  const end = options.limit === 0 ? all.length : start + options.limit;
  const items = all.slice(start, end);
  const last = items.at(-1);
  const rest = all.length - end;
  const more = rest > 0 && last !== undefined;
  return {
    kind: 'list',
    list: {
      definition: request.definition,
      items,
      resourceVersion: String(version),
      ...(more ? { continueToken: continueToken({ version, after: placeOf(last) }) } : {}),
      ...(more && selection.test === undefined ? { remainingItemCount: rest } : {}),
    },
  };
}

/** The selected objects as they were at `version`, in the request's API version. */
function objectsAtVersion(request: ApiRequest, selection: ObjectSelection, version: number): KubeObject[] {
  const { deps, definition } = request;
  const resource = storedName(definition);
  const { store } = deps;
  const newest = version === Number(store.resourceVersion);
  const stored = newest
    ? store.list(resource, selection.namespace).items
    : store.listAt(resource, selection.namespace, version);
  const objects =
    definition.storedElsewhere === undefined ? stored : stored.map((object) => toVersion(definition, object));
  return selection.test === undefined ? objects : objects.filter(selection.test);
}

const placeOf = (object: KubeObject): string => `${object.metadata.namespace ?? ''}/${object.metadata.name}`;

/** Pages go on after a place, not at an index: the object of that place may have gone. */
function indexAfter(objects: readonly KubeObject[], after: string): number {
  const [namespace = '', name = ''] = after.split('/');
  const found = objects.findIndex((object) => {
    const own = object.metadata.namespace ?? '';
    return own > namespace || (own === namespace && object.metadata.name > name);
  });
  return found < 0 ? objects.length : found;
}
