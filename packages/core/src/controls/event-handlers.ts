import { messageOf } from '@chaoskit/errors';
import type { Logger } from '../events/logger.js';
import type { JsonObject } from '../values/json.js';
import type { ControlHost, EventHandlers, HandlerEvent } from './control-host.js';
import { copyJson } from './copy-json.js';

/**
 * Tells the run event handlers of all hosts what happens (core.md §15), one after the other, without holding up the run: their
 * calls are queued. What they throw is told at debug level.
 */
export class EventHandlerDesk {
  readonly #handlers: readonly EventHandlers[];
  readonly #log: Logger;
  readonly #signal: AbortSignal;
  #queue: Promise<void> = Promise.resolve();

  constructor(hosts: readonly ControlHost[], log: Logger, signal: AbortSignal) {
    this.#handlers = hosts.flatMap((host) => (host.handlers === undefined ? [] : [host.handlers]));
    this.#log = log;
    this.#signal = signal;
  }

  /** `args` is only asked for where some handler wants the event. */
  call(event: HandlerEvent, args: () => JsonObject = () => ({})): void {
    for (const handlers of this.#handlers) {
      if (!handlers.wants(event)) continue;
      const copy = copyJson(args());
      this.#queue = this.#queue.then(() => this.#tell(handlers, event, copy));
    }
  }

  /** Resolves when everything told so far was handled. */
  async drain(): Promise<void> {
    await this.#queue;
  }

  async #tell(handlers: EventHandlers, event: HandlerEvent, args: JsonObject): Promise<void> {
    if (this.#signal.aborted) return;
    try {
      await handlers.call(event, args, this.#signal);
    } catch (error) {
      this.#log.debug(`Handler of '${event}' failed: ${messageOf(error)}`);
    }
  }
}
