import type { Json, JsonObject } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import { WorkerSession, type WorkerSessionOptions } from './worker-session.js';

export interface PythonWorkerOptions extends Omit<WorkerSessionOptions, 'python'> {
  /** The interpreter; asked for when the first process is started. Throws where there is none. */
  python(): string;
}

/**
 * The worker as the rest of the bridge sees it: requests in, answers out. A process is started by the first request, and by the next one
 * after its death.
 */
export class PythonWorker {
  readonly #options: PythonWorkerOptions;
  readonly #sessions = new Set<WorkerSession>();
  #current: WorkerSession | undefined;
  #closed = false;

  constructor(options: PythonWorkerOptions) {
    this.#options = options;
  }

  /**
   * Sends one request and waits for its answer. `label` is the name by which people know the call. Throws `WorkerCallError` for an exception
   * of Python code, `ActivityFailedError` when the process died, the signal's reason when it was aborted.
   */
  async call(request: JsonObject, label: string, signal: AbortSignal): Promise<Json> {
    signal.throwIfAborted();
    if (this.#closed) throw new ChaosError('CHAOS_E_PYTHON_CLOSED', 'the Python bridge is closed');
    if (this.#current?.usable !== true) this.#current = this.#start();
    return this.#current.call(request, label, signal);
  }

  /** Ends every process. Calls that still run are lost. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#sessions].map((session) => session.close()));
  }

  #start(): WorkerSession {
    const session = new WorkerSession({ ...this.#options, python: this.#options.python() });
    this.#sessions.add(session);
    void session.ended.then(() => this.#sessions.delete(session));
    return session;
  }
}
