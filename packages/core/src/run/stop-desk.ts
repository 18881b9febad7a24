import { setMaxListeners } from 'node:events';
import type { SignalName } from '../events/run-event.js';
import type { RunRecorder } from '../events/run-recorder.js';
import type { SignalSource } from './ports.js';

/** Reason of every signal that the desk aborts: the run was told to end. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

const EXIT_CODES: { readonly [name in SignalName]: number | null } = {
  SIGINT: null,
  SIGTERM: null,
  SIGUSR1: 20,
  SIGUSR2: 30,
};
/** The exit code that forbids rollbacks (core.md §13). */
const UNGRACEFUL = 30;

/** A controller whose signal many listen to, some for the time of one activity. */
function busyController(): AbortController {
  const controller = new AbortController();
  // Any number of background activities may listen; Node would warn of the eleventh.
  setMaxListeners(0, controller.signal);
  // One listener that stays: else Node makes and drops the list of listeners for each activity.
  controller.signal.addEventListener('abort', () => {}, { once: true });
  return controller;
}

/**
 * Where everything that ends a run early comes in: signals, and what activities and controls ask for. The first one aborts the
 * phase that is on; a second signal ends the run at once.
 */
export class StopDesk {
  readonly #record: RunRecorder;
  readonly #hard = busyController();
  #phase = busyController();
  #interrupted = false;
  #ungraceful = false;
  #exited = false;
  #signals = 0;
  #closed = false;

  constructor(record: RunRecorder) {
    this.#record = record;
  }

  /** Something ended the run early. */
  get interrupted(): boolean {
    return this.#interrupted;
  }

  /** Rollbacks are not to be played, nothing is awaited (SIGUSR2, exit code 30). */
  get ungraceful(): boolean {
    return this.#ungraceful;
  }

  /** It was Ctrl-C or an exit code that did; the reference's event handlers tell these apart (core.md §13). */
  get exited(): boolean {
    return this.#exited;
  }

  /** Aborted once the run has to end without any further step. */
  get hard(): AbortSignal {
    return this.#hard.signal;
  }

  /** The signal of the phase that is on. */
  get signal(): AbortSignal {
    return this.#phase.signal;
  }

  /** Begins a phase that earlier interruptions do not touch; answers its signal. */
  beginPhase(): AbortSignal {
    this.#phase = busyController();
    if (this.#hard.signal.aborted) this.#phase.abort(this.#hard.signal.reason);
    return this.#phase.signal;
  }

  listen(source: SignalSource): () => void {
    return source.listen((name) => {
      this.#receive(name);
    });
  }

  /** An activity or control asked for an exit with `exitCode`, as a signal would. */
  exit(exitCode: number): void {
    if (!this.#interrupted) this.#record.record({ type: 'signal', name: null, exitCode, last: false });
    if (exitCode === UNGRACEFUL) this.#ungraceful = true;
    if (!this.#interrupted) this.#exited = true;
    this.#stop('an exit was asked for');
  }

  /** An activity or control interrupted the run. */
  interrupt(message: string): void {
    if (!this.#interrupted) this.#record.logger.critical(message);
    this.#stop(message);
  }

  /** Aborts the phase that is on, without an interruption: its time is over. */
  endPhase(reason: string): void {
    this.#phase.abort(new InterruptedError(reason));
  }

  /** From now on nothing can end the run: it has ended. */
  close(): void {
    this.#closed = true;
  }

  #receive(name: SignalName): void {
    if (this.#closed) return;
    const exitCode = EXIT_CODES[name];
    const last = this.#signals > 0 && exitCode !== EXIT_CODES.SIGUSR1;
    // Several safeguards may each send the graceful one: it never is the second that ends at once.
    if (this.#signals > 0 && !last && this.#interrupted) return;
    this.#signals += 1;
    this.#record.record({ type: 'signal', name, exitCode, last });
    if (exitCode === UNGRACEFUL) this.#ungraceful = true;
    if (!this.#interrupted) this.#exited = name !== 'SIGTERM';
    if (last) this.#hard.abort(new InterruptedError(`${name} once more`));
    this.#stop(`${name} received`);
  }

  #stop(reason: string): void {
    this.#interrupted = true;
    this.#phase.abort(new InterruptedError(reason));
  }
}
