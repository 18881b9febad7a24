import type { DocumentPath, Issue } from '../document/issue.js';
import type { ParsedDocument } from '../document/parsed-document.js';
import type { Logger } from '../events/logger.js';
import type { Json, JsonObject } from '../values/json.js';

/** Resolved configuration: one flat mapping (core.md §5). */
export type Configuration = JsonObject;
/** Resolved secrets: group -> (name -> value) (core.md §6). */
export type Secrets = { [group: string]: JsonObject };

/** One call of an activity, with everything substituted. */
export interface ActivityCall {
  readonly type: 'probe' | 'action';
  readonly name: string;
  /** The activity as it stands in the document when it runs (after before-controls). */
  readonly activity: JsonObject;
  /** `activity.provider`, unsubstituted. */
  readonly provider: JsonObject;
  /** `provider.arguments`, substituted; absent where the document has none. */
  readonly arguments?: Json;
  readonly configuration: Configuration;
  /** All groups. */
  readonly secrets: Secrets;
  /** The merged groups that `provider.secrets` lists (core.md §6.2); absent where it lists none. */
  readonly injectedSecrets?: JsonObject;
  readonly background: boolean;
  /** True where a tolerance judges the output: silences the HTTP >= 400 and non-zero-exit warnings. */
  readonly hasTolerance: boolean;
}

/** How a change can be undone: a definition by name and its arguments. */
export interface UndoRecord {
  readonly definition: string;
  /** Absent where the state before could not be read. */
  readonly arguments?: JsonObject;
  /** Groups of secrets that the undo needs. */
  readonly secrets?: readonly string[];
}

export interface ProviderContext {
  /** Aborted when the activity has to end: interruption, or its `timeout` is over. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Resolves once the record is on disk. Throws where it can't be: the change must not be made. */
  recordUndo(record: UndoRecord): Promise<void>;
}

/** Where an activity stands, for the issues that a provider finds in it. */
export interface ActivityPlace {
  readonly document: ParsedDocument;
  /** Path of the activity, e.g. `['method', 0]`. */
  readonly path: DocumentPath;
}

/**
 * How activities of one `provider.type` are checked and called.
 * `run` answers the output. It throws `ActivityFailedError` for a failure, `InterruptExecutionError` or `ExitRequestedError`
 * where the activity asks for it; anything else is an unexpected error (core.md §11.3).
 */
export interface Provider {
  readonly type: string;
  /** Problems of the activity's provider block that can be known before the run (core.md §4.1, the provider-specific rows). */
  check(activity: JsonObject, place: ActivityPlace, signal: AbortSignal): Promise<readonly Issue[]>;
  run(call: ActivityCall, context: ProviderContext): Promise<Json>;
}
