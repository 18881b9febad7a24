import { ChaosError } from '@chaoskit/errors';
import type { Provider } from './provider.js';

/** The providers of a run by their type. */
export class ProviderRegistry {
  readonly #byType = new Map<string, Provider>();

  constructor(providers: Iterable<Provider> = []) {
    for (const provider of providers) this.register(provider);
  }

  /** Throws `ChaosError` for a type that is already there. */
  register(provider: Provider): void {
    if (this.#byType.has(provider.type)) {
      throw new ChaosError(
        'CHAOS_E_DUPLICATE_PROVIDER',
        `provider type '${provider.type}' is registered twice`,
      );
    }
    this.#byType.set(provider.type, provider);
  }

  find(type: string): Provider | undefined {
    return this.#byType.get(type);
  }

  types(): readonly string[] {
    return [...this.#byType.keys()];
  }
}
