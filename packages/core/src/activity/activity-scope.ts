import type { ControlDesk } from '../controls/control-desk.js';
import type { DryMode } from '../events/run-event.js';
import type { RunRecorder } from '../events/run-recorder.js';
import type { ProviderRegistry } from '../providers/provider-registry.js';
import type { LiveDocument } from '../run/live-document.js';
import type { Clock } from '../run/ports.js';
import type { StopDesk } from '../run/stop-desk.js';

/** What running an activity needs of the run it belongs to. */
export interface ActivityScope {
  readonly clock: Clock;
  readonly providers: ProviderRegistry;
  readonly recorder: RunRecorder;
  readonly live: LiveDocument;
  readonly controls: ControlDesk;
  readonly stops: StopDesk;
  readonly dry: DryMode | null;
  /** How long an activity may take to end once it was told to, in milliseconds. */
  readonly cancelGraceMs: number;
  /** Ids of activities and hypothesis evaluations. */
  nextId(): number;
}
