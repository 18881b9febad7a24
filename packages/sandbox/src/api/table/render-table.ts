import type { KubeObject } from '../../store/kube-object.js';
import { badRequest } from '../../store/status-error.js';
import { type ListAnswer, listMetadata } from '../answer/answer.js';
import type { ApiRequest } from '../request/api-request.js';
import type { ResourceDefinition } from '../resources/resource-definition.js';

export type IncludeObject = 'Metadata' | 'Object' | 'None';

export interface TableOptions {
  /** ms since 1970. */
  readonly now: number;
  readonly metaVersion: string;
  readonly include: IncludeObject;
}

/** The request's `includeObject`. @default Metadata */
export function includeObjectOf(request: Pick<ApiRequest, 'query'>): IncludeObject {
  const asked = request.query.get('includeObject') ?? '';
  if (asked === '') return 'Metadata';
  if (asked === 'Metadata' || asked === 'Object' || asked === 'None') return asked;
  throw badRequest(`unrecognized includeObject value: ${asked}`);
}

export const objectTable = (
  definition: ResourceDefinition,
  object: KubeObject,
  options: TableOptions,
): Record<string, unknown> =>
  table(definition, [object], { resourceVersion: object.metadata.resourceVersion }, options, true);

export const listTable = (list: ListAnswer, options: TableOptions): Record<string, unknown> =>
  table(list.definition, list.items, listMetadata(list), options, true);

/** The table of a watch event: columns only in the first. */
export const eventTable = (
  definition: ResourceDefinition,
  object: KubeObject,
  options: TableOptions,
  first: boolean,
): Record<string, unknown> =>
  table(definition, [object], { resourceVersion: object.metadata.resourceVersion }, options, first);

function table(
  definition: ResourceDefinition,
  objects: readonly KubeObject[],
  metadata: Record<string, unknown>,
  options: TableOptions,
  withColumns: boolean,
): Record<string, unknown> {
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${options.metaVersion}`,
    metadata,
    columnDefinitions: withColumns ? definition.table.columns : null,
    rows: objects.map((object) => ({
      cells: definition.table.cells(object, options.now),
      ...rowObject(object, options),
    })),
  };
}

function rowObject(object: KubeObject, options: TableOptions): { object?: unknown } {
  if (options.include === 'None') return {};
  if (options.include === 'Object') return { object };
  const apiVersion = `meta.k8s.io/${options.metaVersion}`;
  return { object: { kind: 'PartialObjectMetadata', apiVersion, metadata: object.metadata } };
}
