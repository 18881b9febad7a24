import type { KubeObject } from '../../store/kube-object.js';
import type { StoreStrategy } from '../../store/store-strategy.js';
import type { Answer } from '../answer/answer.js';
import type { JsonObject } from '../json/json-object.js';
import type { ApiRequest } from '../request/api-request.js';
import type { Conformed } from '../schema/conform.js';
import type { FieldLabels } from '../selectors/field-labels.js';
import type { SubresourceHandler } from '../subresources/subresource-handler.js';
import type { TableDefinition } from '../table/table-definition.js';
import type { FieldErrors } from '../validation/field-errors.js';
import type { NameRule } from '../validation/names.js';

export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch';

export interface SubresourceDefinition {
  readonly name: string;
  readonly kind: string;
  /** Where the kind is of another group than the resource. */
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly Verb[];
  readonly handle: SubresourceHandler;
}

/** Another API version's view of objects that are stored elsewhere. */
interface StoredElsewhere {
  /** Resource name of the store. */
  readonly resource: string;
  toStored(object: JsonObject): JsonObject;
  fromStored(object: KubeObject): JsonObject;
}

/** All that the API knows of one resource in one version. */
export interface ResourceDefinition {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  /** Name of the schema's type. @default kind */
  readonly type?: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  /** @default all */
  readonly verbs?: readonly Verb[];
  readonly subresources?: readonly SubresourceDefinition[];
  readonly storedElsewhere?: StoredElsewhere;
  /** For kinds that a CustomResourceDefinition made: their OpenAPI schema, and how a body is brought into it. */
  readonly custom?: { readonly schema: JsonObject; conform(value: JsonObject): Conformed };
  readonly table: TableDefinition;
  readonly fieldLabels?: FieldLabels;
  readonly nameRule: NameRule;
  /** Whether `status` is written through its subresource alone. */
  readonly hasStatus: boolean;
  /** Answers DELETE with the object, as the core group mostly does, instead of a Status. */
  readonly deleteAnswersObject?: boolean;
  /** Why an object may not be deleted; `undefined` where it may. */
  refuseDelete?(object: KubeObject): string | undefined;
  /** Answers POST where the kind is a question, which is not kept. */
  readonly answerCreate?: (request: ApiRequest) => Promise<Answer>;
  /** Fills in defaults; called before validation and again by the store, so it must be idempotent. */
  defaults?(draft: JsonObject): void;
  validate?(object: JsonObject, errors: FieldErrors): void;
  validateUpdate?(object: JsonObject, previous: JsonObject, errors: FieldErrors): void;
  readonly strategy?: Partial<Omit<StoreStrategy, 'namespaced'>>;
}

export const allVerbs: readonly Verb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

export const verbsOf = (definition: ResourceDefinition): readonly Verb[] => definition.verbs ?? allVerbs;

export const apiVersionOf = (definition: { readonly group: string; readonly version: string }): string =>
  definition.group === '' ? definition.version : `${definition.group}/${definition.version}`;

/** `pods`, `deployments.apps`: as errors and `kubectl` name the resource. */
export const resourceName = (definition: ResourceDefinition): string =>
  definition.group === '' ? definition.plural : `${definition.plural}.${definition.group}`;

/** The name under which the store holds the objects. */
export const storedName = (definition: ResourceDefinition): string =>
  definition.storedElsewhere?.resource ?? resourceName(definition);

/** A stored object in the version of this definition. */
export const toVersion = (definition: ResourceDefinition, object: KubeObject): KubeObject =>
  definition.storedElsewhere === undefined
    ? object
    : (definition.storedElsewhere.fromStored(object) as KubeObject);
