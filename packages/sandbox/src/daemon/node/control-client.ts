import type { Readable, Writable } from 'node:stream';
import { ChaosError } from '@chaoskit/errors';
import type { AgentMethod, AgentMethods, FromAgent } from '../../agent/control/control-messages.js';
import { linesOf } from '../../agent/control/json-lines.js';
import { StartError } from '../../kubelet/start-error.js';

interface Waiting {
  resolve(result: unknown): void;
  reject(reason: unknown): void;
}

type AgentEvent = Extract<FromAgent, { event: string }>;

/** The control plane's end of the agent's control channel. */
export class ControlClient {
  readonly #toAgent: Writable;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #closed: ChaosError | undefined;

  constructor(toAgent: Writable, fromAgent: Readable, onEvent: (event: AgentEvent) => void) {
    this.#toAgent = toAgent;
    // The agent's death is told by its exit.
    toAgent.on('error', () => {});
    linesOf(fromAgent, (line) => {
      const message = JSON.parse(line) as FromAgent;
      if ('event' in message) onEvent(message);
      else this.#answered(message);
    });
  }

  /** Rejects with `signal.reason` at once when `signal` is aborted; the agent then ends what it had begun. */
  call<M extends AgentMethod>(
    method: M,
    params: AgentMethods[M]['params'],
    signal?: AbortSignal,
  ): Promise<AgentMethods[M]['result']> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting.delete(id);
        this.#send({ cancel: id });
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      const settle = () => signal?.removeEventListener('abort', abort);
      this.#waiting.set(id, {
        resolve: (result) => {
          settle();
          resolve(result as AgentMethods[M]['result']);
        },
        reject: (reason) => {
          settle();
          reject(reason);
        },
      });
      this.#send({ id, method, params });
    });
  }

  /** Rejects what is waiting, and every later call. */
  close(reason: ChaosError): void {
    this.#closed ??= reason;
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }

  #send(message: unknown): void {
    this.#toAgent.write(`${JSON.stringify(message)}\n`);
  }

  #answered(message: Exclude<FromAgent, AgentEvent>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ('result' in message) waiting?.resolve(message.result);
    else waiting?.reject(errorOf(message.error));
  }
}

function errorOf({ code, message, hint }: { code: string; message: string; hint?: string }): ChaosError {
  const options = hint === undefined ? {} : { hint };
  return code === 'CHAOS_E_SANDBOX_START'
    ? new StartError(message, options)
    : new ChaosError(code, message, options);
}
