import { closeSync, openSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** open(2) on Linux: the file itself, whatever it is, without access to its content. */
const pathOnly = 0o10000000;

/**
 * A Unix socket that somebody listens on, held by its file and not by its name: it can be connected to after its name was removed,
 * or is hidden by a mount. So no name is left over, however either side ends.
 */
export class NamelessSocket {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, pathOnly);
  }

  /** A new connection; errors come as its `error` event. Half-open use is allowed. */
  connect(): Socket {
    return connect({ path: `/proc/self/fd/${this.#file}`, allowHalfOpen: true });
  }

  close(): void {
    closeSync(this.#file);
  }
}
