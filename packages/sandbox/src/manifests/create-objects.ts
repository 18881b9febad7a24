import { trackUpdate } from '../api/managed-fields/track-update.js';
import type { Clock } from '../clock/clock.js';
import { type DocumentIssue, refuseIssues } from '../documents/document-issues.js';
import type { NewKubeObject } from '../store/kube-object.js';
import type { ObjectStore } from '../store/object-store.js';
import { StatusError } from '../store/status-error.js';
import type { PlannedObject } from './plan-manifests.js';

/** How the sandbox signs what it makes, in `managedFields`. */
const fieldManager = 'chaos-sandbox';

/**
 * Makes the planned objects, in their order. Throws one error for all that the store refuses (a name that is taken, a node
 * port that is in use); what could be made stays.
 */
export function createObjects(
  planned: readonly PlannedObject[],
  { store, clock }: { readonly store: ObjectStore; readonly clock: Clock },
): void {
  const issues: DocumentIssue[] = [];
  for (const { definition, object, resource, manifest } of planned)
    try {
      const draft = structuredClone(object);
      const options = { dryRun: false, fieldValidation: 'Strict', fieldManager, force: false } as const;
      trackUpdate({ draft, previous: undefined, definition, options, clock });
      const stored = definition.storedElsewhere?.toStored(draft) ?? draft;
      store.create(resource, stored as NewKubeObject);
    } catch (reason) {
      if (!(reason instanceof StatusError)) throw reason;
      issues.push({ message: reason.message, place: manifest.place(['metadata', 'name']) });
    }
  refuseIssues(issues);
}
