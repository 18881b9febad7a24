import { isJsonObject, type Json, type JsonObject, type Logger } from '@chaoskit/core';
import { answerAsk } from '../engine/answer-ask.js';
import type { EngineServices } from '../engine/engine-services.js';
import { lostCallError } from './lost-call-error.js';
import { fromWire, toWire } from './wire-text.js';
import { WorkerCallError, type WorkerError } from './worker-error.js';
import { type WorkerEnd, WorkerProcess, type WorkerProcessOptions } from './worker-process.js';

export interface WorkerSessionOptions extends WorkerProcessOptions {
  readonly log: Logger;
  /** Lines that Python code printed, without their ends. */
  readonly onOutput: (stream: 'stdout' | 'stderr', line: string) => void;
  /** Python code asks to end the run: 20 gracefully, 30 without rollbacks (core.md §13). */
  readonly onExitRequest: (code: 20 | 30) => void;
  /** Environment variables that Python code set; null for one that it removed. */
  readonly onEnvironment: (changes: JsonObject) => void;
  readonly engine: EngineServices | undefined;
  /** How long a cancelled call, or a worker that was told to close, may go on, in milliseconds. */
  readonly graceMs: number;
}

interface PendingCall {
  /** What people know the call by. */
  readonly label: string;
  readonly resolve: (value: Json) => void;
  readonly reject: (reason: Error) => void;
}

/** One worker process and the calls that it works on. Each call is answered or fails with a reason; none is lost in silence. */
export class WorkerSession {
  readonly #options: WorkerSessionOptions;
  readonly #process: WorkerProcess;
  readonly #calls = new Map<number, PendingCall>();
  /** Aborted when the process is gone. */
  readonly #gone = new AbortController();
  #nextId = 1;
  #killedFor: string | undefined;

  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;

  constructor(options: WorkerSessionOptions) {
    this.#options = options;
    this.ended = new Promise((resolve) => {
      this.#gone.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#process = new WorkerProcess(options, {
      message: (line) => this.#take(readMessage(line)),
      output: options.onOutput,
      ended: (end) => this.#end(end),
    });
  }

  /** False once the process is gone, or as good as gone. */
  get usable(): boolean {
    return !this.#gone.signal.aborted && this.#killedFor === undefined;
  }

  /** See `PythonWorker.call`. */
  async call(request: JsonObject, label: string, signal: AbortSignal): Promise<Json> {
    const id = this.#nextId++;
    let deadline: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      this.#process.send(toWire({ op: 'cancel', id }));
      deadline = setTimeout(() => this.#killFor(label), this.#options.graceMs);
    };
    try {
      return await new Promise<Json>((resolve, reject) => {
        this.#calls.set(id, { label, resolve, reject });
        // The id comes first: it is read even from an answer that can't be.
        this.#process.send(toWire({ id, ...request }));
        signal.addEventListener('abort', cancel, { once: true });
      });
    } catch (reason) {
      const ownError = reason instanceof WorkerCallError && reason.error.kind !== 'cancelled';
      if (signal.aborted && !ownError) throw signal.reason;
      throw reason;
    } finally {
      this.#calls.delete(id);
      signal.removeEventListener('abort', cancel);
      clearTimeout(deadline);
    }
  }

  /** Ends the process: its exit handlers run for at most the grace period. Calls that still run are lost with it. */
  async close(): Promise<void> {
    if (this.#calls.size > 0) this.#process.kill();
    else this.#process.send(toWire({ op: 'close' }));
    const deadline = setTimeout(() => this.#process.kill(), this.#options.graceMs);
    await this.ended;
    clearTimeout(deadline);
  }

  #take(message: JsonObject): void {
    const { log, onExitRequest, onEnvironment, engine } = this.#options;
    if (isJsonObject(message.environment)) onEnvironment(message.environment);
    if (typeof message.id === 'number') {
      const call = this.#calls.get(message.id);
      if (isJsonObject(message.error)) call?.reject(new WorkerCallError(toWorkerError(message.error)));
      else call?.resolve(message.ok ?? null);
    } else if (typeof message.log === 'string') {
      write(log, message.log, String(message.message ?? ''));
    } else if (message.exit === 20 || message.exit === 30) {
      onExitRequest(message.exit);
    } else if (typeof message.ask === 'number') {
      const { ask } = message;
      void answerAsk(message, engine, this.#gone.signal).then((answer) => {
        if (!this.#gone.signal.aborted) this.#process.send(toWire({ ...answer, op: 'answer', ask }));
      });
    }
  }

  #killFor(label: string): void {
    const { log, graceMs } = this.#options;
    this.#killedFor = label;
    const lost = [...this.#calls.values()].map((call) => call.label).filter((other) => other !== label);
    const names = lost.length > 0 ? `; lost with it: ${lost.map((other) => `'${other}'`).join(', ')}` : '';
    log.warning(
      `'${label}' did not end within ${graceMs / 1000} s of being told to, so its Python process was stopped${names}`,
    );
    this.#process.kill();
  }

  #end(end: WorkerEnd): void {
    this.#gone.abort();
    for (const { label, reject } of this.#calls.values()) reject(lostCallError(end, label, this.#killedFor));
  }
}

function readMessage(line: string): JsonObject {
  try {
    const message = fromWire(line);
    if (isJsonObject(message)) return message;
  } catch {
    // Only an output that is nested too deeply gets here; its call must still be answered.
  }
  const id = /^\{"id":([0-9]+)/.exec(line)?.[1];
  const error = { kind: 'failed', message: 'the output can not be read: it is nested too deeply' };
  return id === undefined ? {} : { id: Number(id), error };
}

function toWorkerError(error: JsonObject): WorkerError {
  // The worker is ours: its messages have this shape.
  return error as unknown as WorkerError;
}

function write(log: Logger, level: string, message: string): void {
  if (level === 'CRITICAL') log.critical(message);
  else if (level === 'ERROR') log.error(message);
  else if (level === 'WARNING') log.warning(message);
  else if (level === 'INFO') log.info(message);
  else log.debug(message);
}
