import { type ActivityResult, executeActivity } from '../../activity/execute-activity.js';
import type { JsonPath } from '../../controls/json-patch.js';
import type { Json } from '../../values/json.js';
import { isJsonObject } from '../../values/json-object.js';
import type { RunScope } from '../run-scope.js';
import { BackgroundTasks } from './background-tasks.js';

export interface ListRun {
  /** Path of the list: hooks may change it while it is played. */
  readonly path: JsonPath;
  readonly into: 'run' | 'rollbacks';
  readonly signal: AbortSignal;
  /** Asked before each activity; false ends the list. */
  readonly goesOn: () => boolean;
  /** Told before each activity. */
  readonly onItem?: (item: Json) => void;
  /** An error of an activity that is none of its own failures. A throw ends the list; after one of the background the list is asked `goesOn`. */
  readonly onError: (error: unknown) => void;
}

/** Plays the activities of a list in order, those in the background beside the others, and awaits them all. */
export async function playActivities(scope: RunScope, list: ListRun): Promise<void> {
  const background = new BackgroundTasks((error) => {
    try {
      list.onError(error);
    } catch {
      // Ends the list at its next question; there is no foreground here to unwind.
    }
  });
  try {
    // By index, with the length read anew: hooks insert activities while the list is played (core.md §28.6).
    for (let index = 0; index < scope.live.list(list.path).length; index += 1) {
      if (list.signal.aborted || !list.goesOn()) break;
      const track = scope.live.track([...list.path, index]);
      const item = scope.live.at(track.path) ?? null;
      list.onItem?.(item);
      const beside = isJsonObject(item) && item.background === true;
      const run = async (): Promise<void> => {
        const result = await executeActivity(scope, {
          path: track.path ?? [...list.path, index],
          into: list.into,
          signal: list.signal,
          beside,
        });
        throwUnexpected(result);
      };
      if (beside) background.start(run);
      else await run().catch(list.onError);
      index = indexOf(track.path) ?? index - 1;
      track.release();
    }
  } finally {
    await background.settled();
  }
}

function indexOf(path: JsonPath | undefined): number | undefined {
  const last = path?.at(-1);
  return typeof last === 'number' ? last : undefined;
}

function throwUnexpected(result: ActivityResult): void {
  if ('unexpected' in result) throw result.unexpected;
}
