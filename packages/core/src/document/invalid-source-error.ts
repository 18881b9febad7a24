import { ChaosError, type ChaosErrorOptions } from '@chaoskit/errors';

/** A document can't be found, fetched or parsed (core.md §3). */
export class InvalidSourceError extends ChaosError {
  override readonly name = 'InvalidSourceError';

  constructor(message: string, options: ChaosErrorOptions = {}) {
    super('CHAOS_E_INVALID_SOURCE', message, options);
  }
}
