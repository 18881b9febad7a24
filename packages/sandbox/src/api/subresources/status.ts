import { patchWith } from '../operations/patch.js';
import { read } from '../operations/read.js';
import { replaceWith } from '../operations/update.js';
import type { SubresourceDefinition } from '../resources/resource-definition.js';

/** `/status`: the same object, of which only the status can be written. */
export const statusOf = (kind: string): SubresourceDefinition => ({
  name: 'status',
  kind,
  verbs: ['get', 'patch', 'update'],
  handle: (request, verb) => {
    if (verb === 'get') return read(request);
    return verb === 'patch' ? patchWith(request, 'status') : replaceWith(request, 'status');
  },
});
