import { replaceWith } from '../operations/update.js';
import type { SubresourceDefinition } from '../resources/resource-definition.js';

/** `/finalize` of a namespace: takes the finalizers out of its spec once its content is gone. */
export const finalizeSubresource: SubresourceDefinition = {
  name: 'finalize',
  kind: 'Namespace',
  verbs: ['update'],
  handle: (request) => replaceWith(request, 'object'),
};
