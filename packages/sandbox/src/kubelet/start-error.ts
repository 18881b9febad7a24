import { ChaosError } from '@chaoskit/errors';

/** A container could not be started at all: no such program, no such folder, a mount that failed. Kubernetes' reason `StartError`. */
export class StartError extends ChaosError {
  override readonly name = 'StartError';

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super('CHAOS_E_SANDBOX_START', message, options);
  }
}
