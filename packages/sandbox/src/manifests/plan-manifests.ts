import { messageOf, nearestName } from '@chaoskit/errors';
import { validateNew } from '../api/operations/create.js';
import { typedObject } from '../api/operations/incoming-object.js';
import { apiVersionOf, type ResourceDefinition, storedName } from '../api/resources/resource-definition.js';
import type { ResourceRegistry } from '../api/resources/resource-registry.js';
import { type DocumentIssue, refuseIssues } from '../documents/document-issues.js';
import type { KubeObject } from '../store/kube-object.js';
import { StatusError } from '../store/status-error.js';
import { type ManifestFile, type ManifestObject, manifestObjects } from './manifest-objects.js';

/** An object ready to be made: checked, with the API's defaults. */
export interface PlannedObject {
  readonly resource: string;
  readonly definition: ResourceDefinition;
  readonly object: KubeObject;
  readonly manifest: ManifestObject;
}

export interface ManifestPlan {
  /** In the order in which they are to be made. */
  readonly objects: readonly PlannedObject[];
  readonly warnings: readonly string[];
}

export interface PlanOptions {
  readonly registry: ResourceRegistry;
  /** Skip kinds that are not served, with a warning. */
  readonly lenient: boolean;
  /** Namespaces that are there already. */
  readonly namespaces: readonly string[];
}

/**
 * Reads all manifests, and decides what is to be made of them and in which order. Throws one error with all that is wrong:
 * kinds that are not served, what the API's validation says, namespaces that are missing, objects that are there twice.
 */
export function planManifests(files: readonly ManifestFile[], options: PlanOptions): ManifestPlan {
  const issues: DocumentIssue[] = [];
  const warnings: string[] = [];
  const planned: PlannedObject[] = [];
  for (const file of files)
    for (const manifest of manifestObjects(file, issues)) {
      const definition = options.registry.findKind(manifest.apiVersion, manifest.kind);
      if (definition === undefined) notServed(manifest, options, { issues, warnings });
      else planned.push(...planObject(manifest, definition, issues));
    }
  issues.push(...duplicates(planned), ...missingNamespaces(planned, options.namespaces));
  refuseIssues(issues);
  return { objects: planned.sort((left, right) => rank(left) - rank(right)), warnings };
}

/** What others need comes first: namespaces, then what pods refer to, then services, whose variables pods get. */
const order = ['Namespace', 'ServiceAccount', 'ConfigMap', 'Secret', 'Service'];

function rank({ definition }: PlannedObject): number {
  const at = order.indexOf(definition.kind);
  return at < 0 ? order.length : at;
}

function notServed(
  { apiVersion, kind, place }: ManifestObject,
  { registry, lenient }: PlanOptions,
  out: { readonly issues: DocumentIssue[]; readonly warnings: string[] },
): void {
  const at = place(['kind']);
  if (lenient) {
    out.warnings.push(`${at.file}:${at.line}: skipped ${apiVersion} ${kind}: the sandbox does not serve it`);
    return;
  }
  const kinds = [...new Set(registry.definitions.map((each) => each.kind))];
  const same = registry.definitions.find((each) => each.kind === kind);
  const near = nearestName(kind, kinds);
  const hint =
    same !== undefined
      ? `it serves ${kind} of ${apiVersionOf(same)}`
      : near !== undefined
        ? `did you mean ${near}?`
        : `served: ${kinds.sort().join(', ')}; --lenient skips what is not`;
  out.issues.push({ message: `the sandbox does not serve ${apiVersion} ${kind}`, place: at, hint });
}

function planObject(
  manifest: ManifestObject,
  definition: ResourceDefinition,
  issues: DocumentIssue[],
): PlannedObject[] {
  try {
    const { object } = typedObject(manifest.value, definition, 'Strict');
    const draft = structuredClone(object);
    if (definition.namespaced) draft.metadata.namespace ||= 'default';
    if (definition.hasStatus) delete draft.status;
    definition.defaults?.(draft);
    validateNew(draft, definition);
    return [{ resource: storedName(definition), definition, object: draft, manifest }];
  } catch (reason) {
    if (!(reason instanceof StatusError)) throw reason;
    issues.push(...issuesOf(reason, manifest));
    return [];
  }
}

/** The API's refusal, each cause at its place in the file. */
function issuesOf(reason: StatusError, manifest: ManifestObject): DocumentIssue[] {
  const causes = reason.status.details?.causes ?? [];
  if (causes.length === 0) {
    const field = /(?:unknown|duplicate) field "([^"]+)"/.exec(messageOf(reason))?.[1];
    const message = messageOf(reason).replace(/^.*strict decoding error: /, '');
    return [{ message: `${title(manifest)}: ${message}`, place: manifest.placeOfKey(pathOf(field)) }];
  }
  return causes.map(({ field, message }) => ({
    message: `${title(manifest)}: ${message}`,
    place: manifest.place(pathOf(field)),
  }));
}

/** `Deployment front`. */
function title({ kind, value }: ManifestObject): string {
  const { name, generateName } = (value.metadata ?? {}) as { name?: unknown; generateName?: unknown };
  return `${kind} ${String(name ?? generateName ?? '')}`.trim();
}

/** The steps of a field path in the API's form: `spec.containers[0].image`, `metadata.labels[a.b/c]`. */
function pathOf(field: string | undefined): (string | number)[] {
  return [...(field ?? '').matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map((found) => {
    const key = found[1] ?? found[0];
    return found[1] !== undefined && /^\d+$/.test(key) ? Number(key) : key;
  });
}

function duplicates(planned: readonly PlannedObject[]): DocumentIssue[] {
  const seen = new Map<string, PlannedObject>();
  return planned.flatMap((each) => {
    const { namespace = '', name } = each.object.metadata;
    if (name === undefined) return [];
    const key = `${each.resource}/${namespace}/${name}`;
    const first = seen.get(key);
    seen.set(key, first ?? each);
    if (first === undefined) return [];
    const { file, line } = first.manifest.place([]);
    return [
      {
        message: `${title(each.manifest)} is there twice`,
        place: each.manifest.place(['metadata', 'name']),
        hint: `first at ${file}:${line}`,
      },
    ];
  });
}

function missingNamespaces(planned: readonly PlannedObject[], present: readonly string[]): DocumentIssue[] {
  const known = new Set(present);
  for (const { definition, object } of planned)
    if (definition.kind === 'Namespace') known.add(object.metadata.name);
  return planned.flatMap(({ definition, object, manifest }) => {
    const { namespace = '' } = object.metadata;
    if (!definition.namespaced || known.has(namespace)) return [];
    return [
      {
        message: `${title(manifest)}: there is no namespace ${namespace}`,
        place: manifest.place(['metadata', 'namespace']),
        hint: 'add a manifest for the Namespace',
      },
    ];
  });
}
