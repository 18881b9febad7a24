import type { Clock } from '../../clock/clock.js';
import type { ImageTable, ResolvedImage } from '../../images/image-table.js';
import type { Container, Pod, RestartPolicy } from '../../kinds/pod.js';
import { BackOff } from './back-off.js';
import type { ContainerState, Ended } from './container-state.js';
import { MissingImage } from './missing-image.js';

/** How often something missing that a container refers to is looked for again, in milliseconds. */
const configRetryMs = 10_000;

export type KnownImage = Exclude<ResolvedImage, { kind: 'unknown' }>;

interface GateEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/** Whether a container that does not run may be started now. */
export type Verdict =
  /** It has ended, and the policy does not start it again. */
  | { readonly kind: 'over' }
  | { readonly kind: 'start'; readonly image: KnownImage; readonly before: Ended | undefined }
  /** Not before `ms` milliseconds have passed; `events` are to be recorded when `state` is new. */
  | {
      readonly kind: 'wait';
      readonly ms: number;
      readonly state: ContainerState & { kind: 'waiting' };
      readonly events: readonly GateEvent[];
    };

export interface StartGateDeps {
  readonly clock: Clock;
  readonly images: ImageTable;
  readonly backOffSpeed: number;
}

/** Decides when a container is started: restart policy, back-off after a crash, images that are missing. */
export class StartGate {
  readonly #container: Container;
  readonly #policy: RestartPolicy;
  readonly #deps: StartGateDeps;
  readonly #restarts: BackOff;
  readonly #missingImage: MissingImage;
  #notBefore = 0;

  constructor(container: Container, policy: RestartPolicy, deps: StartGateDeps) {
    this.#container = container;
    this.#policy = policy;
    this.#deps = deps;
    this.#restarts = new BackOff(deps.clock, deps.backOffSpeed);
    this.#missingImage = new MissingImage(deps.clock, deps.backOffSpeed);
  }

  isOver(state: ContainerState): boolean {
    if (state.kind !== 'terminated' || this.#policy === 'Always') return false;
    return this.#policy === 'Never' || state.exitCode === 0;
  }

  /** `last`: how the attempt before `state` ended. */
  ask(
    state: ContainerState & { kind: 'waiting' | 'terminated' },
    last: Ended | undefined,
    pod: Pod,
  ): Verdict {
    if (this.isOver(state)) return { kind: 'over' };
    const lateMs = this.#notBefore - this.#deps.clock.now();
    if (lateMs > 0 && state.kind === 'waiting') return { kind: 'wait', ms: lateMs, state, events: [] };
    const image = this.#deps.images.resolve(this.#container.image ?? '');
    if (image.kind === 'unknown') return this.#awaitImage(image.message);
    const before = state.kind === 'terminated' ? state : last;
    const waitMs = before === undefined ? 0 : this.#restarts.remainingMs(before.finishedAt);
    if (waitMs > 0) return this.#awaitRestart(waitMs, pod);
    return { kind: 'start', image, before };
  }

  /** A start after an end: the next one has to wait longer. */
  noteRestart(): void {
    this.#restarts.next();
  }

  /** Something that the container refers to is missing. */
  noteMissing(): void {
    this.#notBefore = this.#deps.clock.now() + configRetryMs / this.#deps.backOffSpeed;
  }

  #awaitImage(why: string): Verdict {
    const { reason, message, events, lookAgainMs } = this.#missingImage.look(
      this.#container.image ?? '',
      why,
    );
    return { kind: 'wait', ms: lookAgainMs, state: { kind: 'waiting', reason, message }, events };
  }

  #awaitRestart(ms: number, { metadata: { name, namespace, uid } }: Pod): Verdict {
    const pod = `${name}_${namespace}(${uid})`;
    const container = this.#container.name;
    const delay = this.#restarts.describe();
    return {
      kind: 'wait',
      ms,
      state: {
        kind: 'waiting',
        reason: 'CrashLoopBackOff',
        message: `back-off ${delay} restarting failed container=${container} pod=${pod}`,
      },
      events: [
        {
          type: 'Warning',
          reason: 'BackOff',
          message: `Back-off restarting failed container ${container} in pod ${pod}`,
        },
      ],
    };
  }
}
