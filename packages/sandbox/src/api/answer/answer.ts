import type { ServerResponse } from 'node:http';
import type { KubeObject } from '../../store/kube-object.js';
import type { Status } from '../../store/status-error.js';
import type { JsonObject } from '../json/json-object.js';
import type { ResourceDefinition } from '../resources/resource-definition.js';

/** What an operation answers; how it is written down depends on what the client accepts. */
export type Answer =
  | {
      readonly kind: 'object';
      readonly status: number;
      readonly object: KubeObject;
      readonly definition: ResourceDefinition;
      readonly warnings?: readonly string[];
    }
  | { readonly kind: 'list'; readonly list: ListAnswer }
  /** Something without another form: a Status, a Scale, a review. */
  | {
      readonly kind: 'plain';
      readonly status: number;
      readonly body: JsonObject | Status;
      readonly warnings?: readonly string[];
    }
  /** Written by `write` itself: watches and logs. Resolves when it is over. */
  | { readonly kind: 'stream'; readonly write: (response: ServerResponse) => Promise<void> };

export interface ListAnswer {
  readonly definition: ResourceDefinition;
  readonly items: readonly KubeObject[];
  readonly resourceVersion: string;
  readonly continueToken?: string;
  readonly remainingItemCount?: number;
}

/** `metadata` of a list, or of the Table that shows it. */
export const listMetadata = (list: ListAnswer): Record<string, unknown> => ({
  resourceVersion: list.resourceVersion,
  ...(list.continueToken === undefined ? {} : { continue: list.continueToken }),
  ...(list.remainingItemCount === undefined ? {} : { remainingItemCount: list.remainingItemCount }),
});

export const successStatus = (
  definition: ResourceDefinition,
  object: KubeObject,
): Extract<Answer, { kind: 'plain' }> => ({
  kind: 'plain',
  status: 200,
  body: {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: object.metadata.name,
      ...(definition.group === '' ? {} : { group: definition.group }),
      kind: definition.plural,
      uid: object.metadata.uid,
    },
  },
});
