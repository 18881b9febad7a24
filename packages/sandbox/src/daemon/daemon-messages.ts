import { ChaosError, isChaosError, messageOf, type Place } from '@chaoskit/errors';

/** The daemon's only argument, as JSON. */
export interface DaemonOptions {
  /** The user's working folder: relative paths start there. */
  readonly folder: string;
  readonly stateDir: string;
  readonly files: readonly string[];
  readonly imagesFile?: string;
  readonly lenient: boolean;
  readonly wait: boolean;
  readonly agentEntry: string;
  /** End when stdin closes: the sandbox must not outlive the process that started it. */
  readonly endWithCaller: boolean;
}

/** Lines that the daemon writes to the process that started it (file descriptor 3). */
export type DaemonMessage =
  | { readonly kind: 'log'; readonly level: 'info' | 'warning'; readonly message: string }
  | { readonly kind: 'up'; readonly server: string }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** An error on its way between two processes. */
export interface PlainError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly place?: Place;
}

export function plainError(reason: unknown): PlainError {
  if (!isChaosError(reason)) return { code: 'CHAOS_E_SANDBOX_START', message: messageOf(reason) };
  const { code, message, hint, place } = reason;
  return {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { place }),
  };
}

export function errorFrom({ code, message, hint, place }: PlainError): ChaosError {
  return new ChaosError(code, message, {
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { place }),
  });
}

/** The file descriptor of the channel between the daemon and the process that started it. */
export const callerDescriptor = 3;
/** What that process answers before it leaves a sandbox to itself; without it, its end is the sandbox's end. */
export const farewell = 'on your own';
