import type { ProcessInfo } from '@chaoskit/pxl';
import { containerDigest } from '../../kubelet/pod/container-statuses.js';
import type { ProcessSample } from '../observe/observations.js';
import type { UpidOf } from '../tables/upids.js';

/** Processes that are remembered after their end, so that older rows still find their pod. */
const remembered = 5000;

/** All processes of pods that have been seen. */
export class ProcessRegistry {
  readonly #upidOf: UpidOf;
  readonly #processes = new Map<string, ProcessInfo>();
  /** Raised with each change. */
  version = 0;

  constructor(upidOf: UpidOf) {
    this.#upidOf = upidOf;
  }

  seen(samples: readonly ProcessSample[]): void {
    for (const sample of samples) {
      if (sample.cmdline === undefined) continue;
      const { podUid, container, attempt, cmdline } = sample;
      const key = `${sample.pid}:${sample.start}`;
      const containerId = containerDigest(podUid, container, attempt);
      this.#processes.set(key, { upid: this.#upidOf(sample), cmdline, containerId });
      this.version += 1;
    }
    for (const oldest of this.#processes.keys()) {
      if (this.#processes.size <= remembered) break;
      this.#processes.delete(oldest);
    }
  }

  list(): ProcessInfo[] {
    return [...this.#processes.values()];
  }
}
