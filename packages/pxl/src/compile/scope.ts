import type { QueryValue } from './query-value.js';

/** Names of a script or of a function's body; what is not found here is looked up outside. */
export class Scope {
  readonly #names = new Map<string, QueryValue>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  /** What the name is bound to here, whatever it means outside. */
  own(name: string): QueryValue | undefined {
    return this.#names.get(name);
  }

  get(name: string): QueryValue | undefined {
    return this.#names.get(name) ?? this.#outer?.get(name);
  }

  /** Binds a name here, whatever it means outside. */
  set(name: string, value: QueryValue): void {
    this.#names.set(name, value);
  }
}
