import type { Logger } from '@chaoskit/core';

/** A logger that passes on to another one, which changes: Python's words go to the console before a run, and into its events during it. */
export class RelayLog implements Logger {
  #target: Logger;

  constructor(target: Logger) {
    this.#target = target;
  }

  passTo(target: Logger): void {
    this.#target = target;
  }

  debug(message: string): void {
    this.#target.debug(message);
  }
  info(message: string): void {
    this.#target.info(message);
  }
  warning(message: string): void {
    this.#target.warning(message);
  }
  error(message: string): void {
    this.#target.error(message);
  }
  critical(message: string): void {
    this.#target.critical(message);
  }
}
