import { forbidden, notFound } from '../../store/status-error.js';
import type { ApiRequest } from '../request/api-request.js';
import { resourceName } from '../resources/resource-definition.js';

/** New objects need a namespace that exists (404) and is not going away (403). */
export function checkNamespace(request: ApiRequest, name: string): void {
  const { namespace } = request.path;
  if (namespace === undefined) return;
  const found = request.deps.store.get({ resource: 'namespaces', namespace: '', name: namespace });
  if (found === undefined) throw notFound('namespaces', namespace);
  if (found.metadata.deletionTimestamp === undefined) return;
  throw forbidden(
    resourceName(request.definition),
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
    [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  );
}
