import { apiVersionOf, type ResourceDefinition, resourceName, storedName } from './resource-definition.js';

export interface ApiGroup {
  readonly name: string;
  /** In order of preference. */
  readonly versions: readonly ApiVersion[];
}

interface ApiVersion {
  readonly version: string;
  readonly resources: readonly ResourceDefinition[];
}

interface Index {
  readonly byPath: ReadonlyMap<string, ResourceDefinition>;
  readonly byKind: ReadonlyMap<string, ResourceDefinition>;
  readonly byStored: ReadonlyMap<string, ResourceDefinition>;
  readonly groups: readonly ApiGroup[];
}

/** All resources that the API serves, by path and by kind: the fixed ones, and those that CustomResourceDefinitions add. */
export class ResourceRegistry {
  readonly #fixed: readonly ResourceDefinition[];
  readonly #custom = new Map<string, readonly ResourceDefinition[]>();
  #index: Index;

  constructor(definitions: readonly ResourceDefinition[]) {
    this.#fixed = definitions;
    this.#index = indexOf(definitions);
  }

  find(group: string, version: string, plural: string): ResourceDefinition | undefined {
    return this.#index.byPath.get(`${group}/${version}/${plural}`);
  }

  /** The definition of a manifest's `apiVersion` and `kind`; `undefined` where the kind is not served. */
  findKind(apiVersion: string, kind: string): ResourceDefinition | undefined {
    return this.#index.byKind.get(`${apiVersion} ${kind}`);
  }

  /** The definition of the version that the store holds. */
  findStored(resource: string): ResourceDefinition | undefined {
    return this.#index.byStored.get(resource);
  }

  /** Whether a group is the API's own, whatever versions it is asked for. */
  hasFixedGroup(group: string): boolean {
    return this.#fixed.some((definition) => definition.group === group);
  }

  get definitions(): readonly ResourceDefinition[] {
    return [...this.#index.byPath.values()];
  }

  get groups(): readonly ApiGroup[] {
    return this.#index.groups;
  }

  /** Serves the versions of the custom resource `name` (`plural.group`), or none any longer. What is fixed can't be replaced. */
  setCustom(name: string, definitions: readonly ResourceDefinition[]): void {
    if (this.#fixed.some((definition) => resourceName(definition) === name)) return;
    if (definitions.length === 0) this.#custom.delete(name);
    else this.#custom.set(name, definitions);
    this.#index = indexOf([...this.#fixed, ...[...this.#custom.values()].flat()]);
  }

  isCustom(resource: string): boolean {
    return this.#custom.has(resource);
  }
}

function indexOf(definitions: readonly ResourceDefinition[]): Index {
  const byPath = new Map<string, ResourceDefinition>();
  const byKind = new Map<string, ResourceDefinition>();
  const byStored = new Map<string, ResourceDefinition>();
  const groups = new Map<string, Map<string, ResourceDefinition[]>>();
  for (const definition of definitions) {
    const { group, version, plural, kind } = definition;
    const path = `${group}/${version}/${plural}`;
    if (byPath.has(path)) throw new RangeError(`resource ${path} is defined twice`);
    byPath.set(path, definition);
    byKind.set(`${apiVersionOf(definition)} ${kind}`, definition);
    if (definition.storedElsewhere === undefined) byStored.set(storedName(definition), definition);
    const versions = groups.get(group) ?? new Map<string, ResourceDefinition[]>();
    groups.set(group, versions);
    versions.set(version, [...(versions.get(version) ?? []), definition]);
  }
  const list = [...groups].map(([name, versions]) => ({
    name,
    versions: [...versions].map(([version, resources]) => ({ version, resources })),
  }));
  return { byPath, byKind, byStored, groups: list };
}
