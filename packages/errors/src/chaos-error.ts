/** Where in a user's file or document a problem lies. Lines and columns count from 1. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Path inside the document, e.g. `method[0].provider.url`. */
  readonly path?: string;
}

export interface ChaosErrorOptions {
  /** What the reader can do about it, as one short sentence. */
  readonly hint?: string;
  readonly place?: Place;
  readonly cause?: unknown;
}

// Two copies of this package may be loaded (a user's extension brings its own): recognise by brand, not by class.
const brand = Symbol.for('chaoskit.error');

/** Base of every error that is meant to be read by a person. `code` is stable and never reused. */
export class ChaosError extends Error {
  override readonly name: string = 'ChaosError';
  readonly code: string;
  readonly hint?: string;
  readonly place?: Place;
  readonly [brand] = true;

  constructor(code: string, message: string, options: ChaosErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    if (options.hint !== undefined) this.hint = options.hint;
    if (options.place !== undefined) this.place = options.place;
  }
}

/** True for a {@link ChaosError} of this or another copy of the package. */
export function isChaosError(reason: unknown): reason is ChaosError {
  return typeof reason === 'object' && reason !== null && brand in reason;
}

/** The one door from `unknown` to our error: an unknown reason becomes a {@link ChaosError} with `code` and keeps its cause. */
export function toChaosError(reason: unknown, code: string): ChaosError {
  if (isChaosError(reason)) return reason;
  return new ChaosError(code, messageOf(reason), { cause: reason });
}

/** The text of anything that was thrown. */
export function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

/** `file:line:column` as far as it is known, or an empty string. */
export function describePlace(place: Place | undefined): string {
  if (place === undefined) return '';
  const position = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  return [position, place.path].filter((part) => part !== undefined && part !== '').join(' ');
}
