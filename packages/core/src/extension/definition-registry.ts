import { ChaosError } from '@chaoskit/errors';
import type { Definition } from './definition.js';

/** Loads the definitions of a module (`chaosk8s.pod.actions`); undefined where it has none. May answer more than the module's own. */
export type DefinitionLoader = (moduleName: string) => Promise<readonly Definition[] | undefined>;

export interface FoundDefinition {
  readonly definition: Definition;
  /** The name it was found by, where that is an old one. */
  readonly alias?: string;
}

/** The built-in definitions by the names that experiments use; loaded when a module is first asked for. */
export class DefinitionRegistry {
  readonly #load: DefinitionLoader;
  readonly #modules = new Map<string, Promise<void>>();
  readonly #loaded = new Set<Definition>();
  readonly #byName = new Map<string, FoundDefinition>();

  constructor(load: DefinitionLoader) {
    this.#load = load;
  }

  /** Finds the definition that stands for a function of a module. Throws `ChaosError` where two definitions have one name. */
  async find(moduleName: string, func: string): Promise<FoundDefinition | undefined> {
    let loading = this.#modules.get(moduleName);
    if (loading === undefined) {
      loading = this.#loadModule(moduleName);
      this.#modules.set(moduleName, loading);
    }
    await loading;
    return this.#byName.get(`${moduleName}.${func}`);
  }

  /** Finds a definition by its full name. */
  async findByName(name: string): Promise<FoundDefinition | undefined> {
    const dot = name.lastIndexOf('.');
    return dot <= 0 ? undefined : this.find(name.slice(0, dot), name.slice(dot + 1));
  }

  async #loadModule(moduleName: string): Promise<void> {
    for (const definition of (await this.#load(moduleName)) ?? []) {
      if (this.#loaded.has(definition)) continue;
      this.#loaded.add(definition);
      this.#register(definition.name, { definition });
      for (const alias of definition.aliases ?? []) this.#register(alias, { definition, alias });
    }
  }

  #register(name: string, found: FoundDefinition): void {
    if (this.#byName.has(name)) {
      throw new ChaosError('CHAOS_E_DUPLICATE_DEFINITION', `there are two definitions of '${name}'`);
    }
    this.#byName.set(name, found);
  }
}
