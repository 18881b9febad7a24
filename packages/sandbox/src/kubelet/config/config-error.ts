import { ChaosError } from '@chaoskit/errors';

/** A container can't be configured as its pod says: something that it refers to is missing. Its pod waits for it. */
export class ConfigError extends ChaosError {
  override readonly name = 'ConfigError';

  constructor(message: string) {
    super('CHAOS_E_SANDBOX_CONTAINER_CONFIG', message);
  }
}
