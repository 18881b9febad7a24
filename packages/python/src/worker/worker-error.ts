import { ActivityFailedError, ExitRequestedError, InterruptExecutionError } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';

/** An exception of Python code, as the worker describes it. */
export interface WorkerError {
  readonly kind: 'failed' | 'unexpected' | 'interrupt' | 'exit' | 'cancelled';
  /** `Type: message`. */
  readonly message: string;
  /** The class alone. */
  readonly type?: string;
  /** The message alone. */
  readonly text?: string;
  readonly code?: number;
  readonly traceback?: readonly string[];
}

/** The engine's error for an exception of an activity (core.md §9.1, §13). */
export function activityErrorOf(error: WorkerError): ChaosError {
  switch (error.kind) {
    case 'failed':
      return new ActivityFailedError(
        error.message,
        error.traceback === undefined ? {} : { traceback: error.traceback },
      );
    case 'interrupt':
      return new InterruptExecutionError(error.message);
    case 'exit':
      return new ExitRequestedError(error.code ?? 1);
    case 'cancelled':
      return new ChaosError('CHAOS_E_PYTHON_CANCELLED', 'the Python call was cancelled');
    case 'unexpected':
      return new ChaosError('CHAOS_E_PYTHON_CALL', error.message);
  }
}

/** Thrown by the worker's client; callers turn it into the error that fits what they asked for. */
export class WorkerCallError extends Error {
  override readonly name = 'WorkerCallError';
  readonly error: WorkerError;

  constructor(error: WorkerError) {
    super(error.message);
    this.error = error;
  }
}
