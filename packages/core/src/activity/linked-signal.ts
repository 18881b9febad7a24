/** A signal of its own that also follows others. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Lets go of the signals it follows; a long-lived signal would keep every listener otherwise. */
  release(): void;
}

/** Aborted as soon as one of `parents` is, with its reason. `AbortSignal.any` can't be released, which a run of many activities feels. */
export function linkSignals(parents: readonly AbortSignal[]): LinkedSignal {
  const controller = new AbortController();
  const follow = (event: Event): void => {
    if (event.target instanceof AbortSignal) controller.abort(event.target.reason);
  };
  for (const parent of parents) {
    if (parent.aborted) controller.abort(parent.reason);
    else parent.addEventListener('abort', follow, { once: true });
  }
  return {
    signal: controller.signal,
    abort: (reason) => {
      controller.abort(reason);
    },
    release: () => {
      for (const parent of parents) parent.removeEventListener('abort', follow);
    },
  };
}
