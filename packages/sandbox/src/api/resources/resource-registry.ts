import { apiVersionOf, type ResourceDefinition, storedName } from './resource-definition.js';

export interface ApiGroup {
  readonly name: string;
  /** In order of preference. */
  readonly versions: readonly ApiVersion[];
}

interface ApiVersion {
  readonly version: string;
  readonly resources: readonly ResourceDefinition[];
}

/** All resources that the API serves, by path and by kind. */
export class ResourceRegistry {
  readonly #byPath = new Map<string, ResourceDefinition>();
  readonly #byKind = new Map<string, ResourceDefinition>();
  readonly #byStored = new Map<string, ResourceDefinition>();
  readonly #groups = new Map<string, Map<string, ResourceDefinition[]>>();

  constructor(definitions: readonly ResourceDefinition[]) {
    for (const definition of definitions) this.#add(definition);
  }

  find(group: string, version: string, plural: string): ResourceDefinition | undefined {
    return this.#byPath.get(`${group}/${version}/${plural}`);
  }

  /** The definition of a manifest's `apiVersion` and `kind`; `undefined` where the kind is not served. */
  findKind(apiVersion: string, kind: string): ResourceDefinition | undefined {
    return this.#byKind.get(`${apiVersion} ${kind}`);
  }

  /** The definition of the version that the store holds. */
  findStored(resource: string): ResourceDefinition | undefined {
    return this.#byStored.get(resource);
  }

  hasGroup(group: string): boolean {
    return this.#groups.has(group);
  }

  get definitions(): readonly ResourceDefinition[] {
    return [...this.#byPath.values()];
  }

  get groups(): readonly ApiGroup[] {
    return [...this.#groups].map(([name, versions]) => ({
      name,
      versions: [...versions].map(([version, resources]) => ({ version, resources })),
    }));
  }

  #add(definition: ResourceDefinition): void {
    const { group, version, plural, kind } = definition;
    const path = `${group}/${version}/${plural}`;
    if (this.#byPath.has(path)) throw new RangeError(`resource ${path} is defined twice`);
    this.#byPath.set(path, definition);
    this.#byKind.set(`${apiVersionOf(definition)} ${kind}`, definition);
    if (definition.storedElsewhere === undefined) this.#byStored.set(storedName(definition), definition);
    const versions = this.#groups.get(group) ?? new Map<string, ResourceDefinition[]>();
    const resources = versions.get(version) ?? [];
    resources.push(definition);
    versions.set(version, resources);
    this.#groups.set(group, versions);
  }
}
