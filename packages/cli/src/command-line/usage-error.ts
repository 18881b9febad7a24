import { ChaosError, type ChaosErrorOptions } from '@chaoskit/errors';

/** The command line can't be used as it is: exit code 2. */
export class UsageError extends ChaosError {
  override readonly name = 'UsageError';

  constructor(message: string, options: ChaosErrorOptions = {}) {
    super('CHAOS_E_USAGE', message, options);
  }
}
