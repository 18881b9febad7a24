/** Where a container is. Times in milliseconds since the epoch. */
export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly attempt: number; readonly startedAt: number }
  | Ended;

export interface Ended {
  readonly kind: 'terminated';
  readonly attempt: number;
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  readonly startedAt: number | undefined;
  readonly finishedAt: number;
}

/** All that the status says about one container. */
export interface ContainerView {
  readonly state: ContainerState;
  /** How the attempt before this one ended. */
  readonly last: Ended | undefined;
  readonly restarts: number;
  readonly started: boolean;
  readonly ready: boolean;
  /** It has been started at least once, or tried. */
  readonly attempted: boolean;
}
