import type { Clock } from '../clock/clock.js';
import type { EventRecorder } from '../controllers/event-recorder.js';
import type { ImageTable } from '../images/image-table.js';
import type { ObjectStore } from '../store/object-store.js';
import type { KubeletFiles } from './pod/volumes.js';
import type { PodRuntime } from './pod-runtime.js';

/** The world of a kubelet. */
export interface KubeletDeps {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly events: EventRecorder;
  readonly runtime: PodRuntime;
  readonly images: ImageTable;
  readonly files: KubeletFiles;
  readonly nodeName: string;
  readonly hostIP: string;
  /** Logs: `<logsFolder>/<pod uid>/<container>/<attempt>.log`. */
  readonly logsFolder: string;
  /** Volumes: `<volumesFolder>/<pod uid>/<volume>`. */
  readonly volumesFolder: string;
  /** Variables that every container has unless it says otherwise, e.g. `PATH`. */
  readonly baseEnvironment: Readonly<Record<string, string>>;
  /** How many times faster than a real kubelet's the back-offs are. */
  readonly backOffSpeed: number;
  /** How long the start of a placeholder takes, in milliseconds: who lists and then watches must see it become ready, as on a real node. */
  readonly placeholderStartMs: number;
  /** For what nobody else is told. */
  readonly onError: (message: string, reason: unknown) => void;
}
