import { ChaosError } from '@chaoskit/errors';

/** Something between us and a Vizier, or the cloud before it, went wrong. */
export class VizierError extends ChaosError {
  override readonly name = 'VizierError';
}
