import { isChaosError, messageOf } from '@chaoskit/errors';
import type { Json } from '../values/json.js';
import type { ActivityFailedError, ExitRequestedError, InterruptExecutionError } from './outcome-errors.js';

/** How a call of a provider ended. */
export type ActivityOutcome =
  | { readonly kind: 'succeeded'; readonly output: Json }
  | { readonly kind: 'failed'; readonly error: string; readonly exception: readonly string[] }
  | {
      readonly kind: 'unexpected';
      readonly error: string;
      readonly exception: readonly string[];
      readonly cause: unknown;
    }
  /** The activity asked for the run's end. */
  | { readonly kind: 'interrupts'; readonly cause: InterruptExecutionError | ExitRequestedError }
  /** The activity was told to end. */
  | { readonly kind: 'interrupted'; readonly cause: unknown };

const FAILED = 'chaoslib.exceptions.ActivityFailed';

/** Recognised by code, as an extension may bring its own copy of the class. */
export function isActivityFailed(error: unknown): error is ActivityFailedError {
  return isChaosError(error) && error.code === 'CHAOS_E_ACTIVITY_FAILED';
}

export function isInterruptExecution(error: unknown): error is InterruptExecutionError {
  return isChaosError(error) && error.code === 'CHAOS_E_INTERRUPT_EXECUTION';
}

export function isExitRequested(error: unknown): error is ExitRequestedError {
  return isChaosError(error) && error.code === 'CHAOS_E_EXIT_REQUESTED';
}

/** What a thrown error means for the activity (core.md §11.3). `told`: the activity had been told to end. */
export function outcomeOfError(error: unknown, told: boolean): ActivityOutcome {
  if (isInterruptExecution(error) || isExitRequested(error)) return { kind: 'interrupts', cause: error };
  if (told) return { kind: 'interrupted', cause: error };
  if (isActivityFailed(error)) {
    return { kind: 'failed', error: error.message, exception: error.traceback ?? traceback(FAILED, error) };
  }
  const name = error instanceof Error ? error.name : 'Error';
  return {
    kind: 'unexpected',
    error: messageOf(error),
    exception: traceback(name, error),
    cause: error,
  };
}

/** The lines that consumers of a journal read: they join them, or take the last one (core.md §16). */
function traceback(name: string, error: unknown): string[] {
  const lines = ['Traceback (most recent call last):\n'];
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause !== undefined) {
    lines.push(`  caused by ${cause instanceof Error ? `${cause.name}: ` : ''}${messageOf(cause)}\n`);
  }
  lines.push(`${name}: ${messageOf(error)}\n`);
  return lines;
}
