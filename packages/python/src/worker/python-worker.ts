import { ActivityFailedError, isJsonObject, type Json, type JsonObject, type Logger } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import { describeEnd } from './describe-end.js';
import { answerAsk, type EngineServices } from './engine-services.js';
import { fromWire, toWire } from './wire-text.js';
import { WorkerCallError, type WorkerError } from './worker-error.js';
import { type WorkerEnd, WorkerProcess } from './worker-process.js';

/** The exit code with which `worker.py` refuses a Python that is too old. */
const TOO_OLD = 96;

export interface PythonWorkerOptions {
  /** The interpreter; asked for when the first process is started. Throws where there is none. */
  python(): string;
  /** `worker.py`. */
  readonly workerPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly log: Logger;
  /** Lines that Python code printed, without their ends. */
  readonly onOutput: (stream: 'stdout' | 'stderr', line: string) => void;
  /** Python code asks to end the run: 20 gracefully, 30 without rollbacks (core.md §13). */
  readonly onExitRequest: (code: 20 | 30) => void;
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

/** One running process, and what stops with it. */
interface Running {
  readonly process: WorkerProcess;
  readonly gone: Promise<void>;
  readonly asks: AbortController;
}

/**
 * The worker as the rest of the bridge sees it: requests in, answers out. A process is started by the first request, and after the death of
 * one by the next. Each call is answered or fails with a reason; none is lost in silence.
 */
export class PythonWorker {
  readonly #options: PythonWorkerOptions;
  readonly #calls = new Map<number, PendingCall>();
  #running: Running | undefined;
  #nextId = 1;
  #closed = false;
  /** The call whose deafness to its cancellation made us kill the process. */
  #killedFor: string | undefined;

  constructor(options: PythonWorkerOptions) {
    this.#options = options;
  }

  /**
   * Sends one request and waits for its answer. Throws {@link WorkerCallError} for an exception of Python code, `ActivityFailedError` when
   * the process died, the signal's reason when it was aborted.
   */
  async call(request: JsonObject, label: string, signal: AbortSignal): Promise<Json> {
    signal.throwIfAborted();
    if (this.#closed) throw new ChaosError('CHAOS_E_PYTHON_CLOSED', 'the Python bridge is closed');
    this.#running ??= this.#start();
    const { process } = this.#running;
    const id = this.#nextId++;
    let deadline: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      process.send(toWire({ op: 'cancel', id }));
      deadline = setTimeout(() => this.#killFor(label, process), this.#options.graceMs);
    };
    try {
      return await new Promise<Json>((resolve, reject) => {
        this.#calls.set(id, { label, resolve, reject });
        process.send(toWire({ ...request, id }));
        signal.addEventListener('abort', cancel, { once: true });
      });
    } catch (reason) {
      if (signal.aborted && !(reason instanceof WorkerCallError && reason.error.kind !== 'cancelled')) {
        throw signal.reason;
      }
      throw reason;
    } finally {
      this.#calls.delete(id);
      signal.removeEventListener('abort', cancel);
      clearTimeout(deadline);
    }
  }

  /** Ends the worker: its exit handlers run for at most the grace period. Calls that still run are lost with it. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = this.#running;
    if (running === undefined) return;
    if (this.#calls.size > 0) running.process.kill();
    else running.process.send(toWire({ op: 'close' }));
    const deadline = setTimeout(() => running.process.kill(), this.#options.graceMs);
    await running.gone;
    clearTimeout(deadline);
  }

  #start(): Running {
    const { workerPath, env, cwd, onOutput } = this.#options;
    const asks = new AbortController();
    let settle: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const process = new WorkerProcess(
      { python: this.#options.python(), workerPath, env, cwd },
      {
        message: (line) => this.#take(line, process, asks.signal),
        output: onOutput,
        ended: (end) => {
          asks.abort();
          this.#ended(end);
          settle();
        },
      },
    );
    return { process, gone, asks };
  }

  #take(line: string, process: WorkerProcess, signal: AbortSignal): void {
    const message = readMessage(line);
    if (typeof message.id === 'number') {
      const call = this.#calls.get(message.id);
      if (isJsonObject(message.error)) call?.reject(new WorkerCallError(toWorkerError(message.error)));
      else call?.resolve(message.ok ?? null);
    } else if (typeof message.log === 'string') {
      write(this.#options.log, message.log, String(message.message ?? ''));
    } else if (message.exit === 20 || message.exit === 30) {
      this.#options.onExitRequest(message.exit);
    } else if (typeof message.ask === 'number') {
      const { ask } = message;
      void answerAsk(message, this.#options.engine, signal).then((answer) => {
        if (!signal.aborted) process.send(toWire({ ...answer, op: 'answer', ask }));
      });
    }
  }

  #killFor(label: string, process: WorkerProcess): void {
    this.#killedFor = label;
    const lost = [...this.#calls.values()].map((call) => call.label).filter((other) => other !== label);
    const names = lost.map((other) => `'${other}'`).join(', ');
    this.#options.log.warning(
      `'${label}' did not end within ${this.#options.graceMs / 1000} s of being told to, so its Python process was stopped${
        lost.length > 0 ? `; lost with it: ${names}` : ''
      }`,
    );
    process.kill();
  }

  #ended(end: WorkerEnd): void {
    this.#running = undefined;
    const killedFor = this.#killedFor;
    this.#killedFor = undefined;
    for (const { label, reject } of this.#calls.values()) {
      reject(endError(end, label, killedFor));
    }
  }
}

function endError(end: WorkerEnd, label: string, killedFor: string | undefined): ChaosError {
  if (end.startError !== undefined) {
    return new ChaosError('CHAOS_E_PYTHON_START', `Python, needed by '${label}', ${describeEnd(end)}`, {
      cause: end.startError,
      hint: 'name a working Python 3.8 or newer in CHAOS_PYTHON',
    });
  }
  if (end.exitCode === TOO_OLD) {
    return new ChaosError('CHAOS_E_PYTHON_TOO_OLD', `'${label}': ${end.lastWords.join(' ')}`, {
      hint: 'name a Python 3.8 or newer in CHAOS_PYTHON',
    });
  }
  const why =
    killedFor === undefined
      ? describeEnd(end)
      : `was stopped because '${killedFor}' did not end when it was told to`;
  return new ActivityFailedError(`the Python process of '${label}' ${why}`);
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
