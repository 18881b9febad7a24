import { Socket } from 'node:net';
import { linesOf } from '../agent/control/json-lines.js';
import { callerDescriptor, type DaemonMessage, farewell, plainError } from './daemon-messages.js';
import type { SandboxLog } from './sandbox-log.js';

/** The daemon's line to the process that started it. */
export class CallerChannel implements SandboxLog {
  readonly #socket = new Socket({ fd: callerDescriptor });
  #letGo = false;

  /** `abandoned`: that process ended before it let the sandbox go. */
  constructor(abandoned: () => void) {
    this.#socket.on('error', () => {});
    linesOf(this.#socket, (line) => {
      this.#letGo ||= line === farewell;
    });
    this.#socket.on('close', () => {
      if (!this.#letGo) abandoned();
    });
  }

  info(message: string): void {
    void this.#send({ kind: 'log', level: 'info', message });
  }

  warning(message: string): void {
    void this.#send({ kind: 'log', level: 'warning', message });
  }

  up(server: string): void {
    void this.#send({ kind: 'up', server });
  }

  /** Resolves when it is said. */
  failed(reason: unknown): Promise<void> {
    return this.#send({ kind: 'failed', error: plainError(reason) });
  }

  #send(message: DaemonMessage): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.destroyed) resolve();
      else this.#socket.write(`${JSON.stringify(message)}\n`, () => resolve());
    });
  }
}
