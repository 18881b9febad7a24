import { ChaosError, type ChaosErrorOptions } from '@chaoskit/errors';

/** The activity did not succeed: its run is `failed`, the experiment goes on (core.md §9, §11). */
export class ActivityFailedError extends ChaosError {
  override readonly name = 'ActivityFailedError';
  /** Lines of the traceback as the reference writes them, last line included; built from the message where absent. */
  readonly traceback?: readonly string[];

  constructor(message: string, options: ChaosErrorOptions & { traceback?: readonly string[] } = {}) {
    super('CHAOS_E_ACTIVITY_FAILED', message, options);
    if (options.traceback !== undefined) this.traceback = options.traceback;
  }
}

/** An activity or control asks to interrupt the run: status `interrupted` (core.md §12.6, §14.3). */
export class InterruptExecutionError extends ChaosError {
  override readonly name = 'InterruptExecutionError';

  constructor(message: string, options: ChaosErrorOptions = {}) {
    super('CHAOS_E_INTERRUPT_EXECUTION', message, options);
  }
}

/** An activity or control called for an exit with a code, as Python's SystemExit does (core.md §13). */
export class ExitRequestedError extends ChaosError {
  override readonly name = 'ExitRequestedError';
  readonly exitCode: number;

  constructor(exitCode: number, options: ChaosErrorOptions = {}) {
    super('CHAOS_E_EXIT_REQUESTED', `exit requested with code ${exitCode}`, options);
    this.exitCode = exitCode;
  }
}
