import type { Readable, Writable } from 'node:stream';
import { isChaosError, messageOf } from '@chaoskit/errors';
import type { AgentMethod, AgentMethods, FromAgent, ToAgent } from './control-messages.js';
import { linesOf } from './json-lines.js';

export type AgentHandlers = {
  readonly [M in AgentMethod]: (
    params: AgentMethods[M]['params'],
    signal: AbortSignal,
  ) => Promise<AgentMethods[M]['result']>;
};

/** Answers the control plane's requests, one JSON object a line; each can be cancelled. */
export class ControlServer {
  readonly #output: Writable;
  readonly #running = new Map<number, AbortController>();

  constructor(input: Readable, output: Writable, handlers: AgentHandlers) {
    this.#output = output;
    linesOf(input, (line) => {
      const message = JSON.parse(line) as ToAgent;
      if ('cancel' in message) this.#running.get(message.cancel)?.abort();
      else void this.#run(message.id, handlers[message.method] as Handler, message.params);
    });
  }

  send(message: FromAgent): void {
    this.#output.write(`${JSON.stringify(message)}\n`);
  }

  /** Bytes that the control plane did not take yet. */
  get waitingBytes(): number {
    return this.#output.writableLength;
  }

  async #run(id: number, handler: Handler, params: unknown): Promise<void> {
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      this.send({ id, result: await handler(params, abort.signal) });
    } catch (reason) {
      const hint = isChaosError(reason) && reason.hint !== undefined ? { hint: reason.hint } : {};
      const code = isChaosError(reason) ? reason.code : 'CHAOS_E_SANDBOX_AGENT';
      this.send({ id, error: { code, message: messageOf(reason), ...hint } });
    } finally {
      this.#running.delete(id);
    }
  }
}

type Handler = (params: unknown, signal: AbortSignal) => Promise<unknown>;
