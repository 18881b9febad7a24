import { throwOptions } from '../request/write-options.js';
import { FieldErrors } from '../validation/field-errors.js';
import { numberOf, versionOf } from './list-options.js';

export interface WatchOptions {
  /** Changes after this version; `undefined`: what is there first, then what changes. */
  readonly since: number | undefined;
  readonly bookmarks: boolean;
  /** Whether a bookmark says where the initial events end (a "streaming list"). */
  readonly initialEvents: boolean;
  /** How long the watch lasts, in ms. */
  readonly timeoutMs: number;
}

const minTimeoutMs = 1_800_000;

/** Reads the query of a watch. `random` spreads the ends of watches that name no time-out over half an hour. */
export function watchOptionsOf(query: URLSearchParams, random: () => number): WatchOptions {
  const initialEvents = query.get('sendInitialEvents') === 'true';
  const match = query.get('resourceVersionMatch') ?? '';
  checkInitialEvents(query, match);
  const version = versionOf(query.get('resourceVersion') ?? '');
  const seconds = numberOf(query, 'timeoutSeconds');
  return {
    since: initialEvents || version === 0 ? undefined : version,
    bookmarks: query.get('allowWatchBookmarks') === 'true',
    initialEvents,
    timeoutMs: seconds > 0 ? seconds * 1000 : minTimeoutMs * (1 + random()),
  };
}

function checkInitialEvents(query: URLSearchParams, match: string): void {
  const errors = new FieldErrors();
  const send = query.get('sendInitialEvents');
  if (send !== null && match !== 'NotOlderThan') {
    errors.forbidden(
      'resourceVersionMatch',
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  if (send === null && match !== '') {
    errors.forbidden(
      'resourceVersionMatch',
      'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    );
  }
  throwOptions(errors, 'ListOptions');
}
