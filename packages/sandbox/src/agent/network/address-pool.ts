/** Hands out pod addresses 10.244.0.2 … 10.244.255.254, one after the other, so that a freed one is not soon used again. */
export class AddressPool {
  readonly #taken = new Set<number>();
  #last = 1;

  /** Undefined when all are taken. */
  take(): string | undefined {
    const size = 65_534;
    for (let tried = 0; tried < size; tried += 1) {
      this.#last = this.#last >= size ? 2 : this.#last + 1;
      if (this.#taken.has(this.#last)) continue;
      this.#taken.add(this.#last);
      return `10.244.${this.#last >> 8}.${this.#last & 255}`;
    }
    return undefined;
  }

  free(address: string): void {
    const [, , high, low] = address.split('.').map(Number);
    this.#taken.delete(((high ?? 0) << 8) | (low ?? 0));
  }
}
