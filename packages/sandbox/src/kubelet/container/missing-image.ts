import type { Clock } from '../../clock/clock.js';
import { BackOff } from './back-off.js';

/** How soon after `ErrImagePull` a pod is said to wait for the next try, in milliseconds. */
const soonMs = 1_000;

export interface ImageWait {
  readonly reason: 'ErrImagePull' | 'ImagePullBackOff';
  readonly message: string;
  readonly events: readonly {
    readonly type: 'Normal' | 'Warning';
    readonly reason: string;
    readonly message: string;
  }[];
  readonly lookAgainMs: number;
}

/** An image that can't be had: tried again with a back-off, in the kubelet's words. */
export class MissingImage {
  readonly #clock: Clock;
  readonly #backOff: BackOff;
  #triedAt: number | undefined;

  constructor(clock: Clock, speed: number) {
    this.#clock = clock;
    this.#backOff = new BackOff(clock, speed);
  }

  /** What to say now; `message` is why there is no such image. */
  look(image: string, message: string): ImageWait {
    const now = this.#clock.now();
    const waitMs = this.#triedAt === undefined ? 0 : this.#backOff.remainingMs(this.#triedAt);
    if (this.#triedAt !== undefined && waitMs > 0) {
      const sinceMs = now - this.#triedAt;
      if (sinceMs < soonMs) return { ...tried(image, message), events: [], lookAgainMs: soonMs - sinceMs };
      return {
        reason: 'ImagePullBackOff',
        message: `Back-off pulling image "${image}": ErrImagePull: ${message}`,
        events: [
          { type: 'Normal', reason: 'BackOff', message: `Back-off pulling image "${image}"` },
          { type: 'Warning', reason: 'Failed', message: 'Error: ImagePullBackOff' },
        ],
        lookAgainMs: waitMs,
      };
    }
    this.#triedAt = now;
    this.#backOff.next();
    return { ...tried(image, message), lookAgainMs: soonMs };
  }
}

function tried(image: string, message: string): Omit<ImageWait, 'lookAgainMs'> {
  return {
    reason: 'ErrImagePull',
    message,
    events: [
      { type: 'Warning', reason: 'Failed', message: `Failed to pull image "${image}": ${message}` },
      { type: 'Warning', reason: 'Failed', message: 'Error: ErrImagePull' },
    ],
  };
}
