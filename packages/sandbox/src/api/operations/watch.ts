import type { VersionedEvent } from '../../store/event-history.js';
import { StatusError } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import type { ApiRequest } from '../request/api-request.js';
import { storedName, toVersion } from '../resources/resource-definition.js';
import { type ObjectSelection, selectionOf } from '../selectors/object-selection.js';
import { watchedChange } from './watch-filter.js';
import { type WatchOptions, watchOptionsOf } from './watch-options.js';
import { WatchWriter } from './watch-writer.js';

/** kube-apiserver's rhythm of bookmarks, and how long before its end a watch gets one. */
const bookmarkEveryMs = 60_000;
const bookmarkBeforeEndMs = 2_000;

/** A client that reads so slowly is cut off, as it would be by a real server's buffers; it starts anew. In bytes. */
const longestBacklog = 32 * 1024 * 1024;

/** GET of a collection with `watch=true`: a stream of changes. */
export async function watch(request: ApiRequest): Promise<Answer> {
  const options = watchOptionsOf(request.query, request.deps.random);
  const selection = selectionOf(request);
  return {
    kind: 'stream',
    write: async (response) => {
      const writer = new WatchWriter(request, response);
      writer.start();
      try {
        await follow(request, options, selection, writer);
      } catch (reason) {
        if (!(reason instanceof StatusError)) throw reason;
        writer.error(reason.status);
      }
      response.end();
    },
  };
}

/** Writes what there is to see until the time is up or the client goes. */
async function follow(
  request: ApiRequest,
  options: WatchOptions,
  selection: ObjectSelection,
  writer: WatchWriter,
): Promise<void> {
  const { deps, definition } = request;
  const resource = storedName(definition);
  const { since } = options;
  let past: readonly VersionedEvent[] = [];
  if (since === undefined) writeInitial(request, selection, writer);
  else past = deps.store.eventsSince(resource, since);
  if (options.initialEvents) writer.bookmark(deps.store.resourceVersion, true);
  const show = (event: VersionedEvent): void => {
    if (since !== undefined && event.version <= since) return;
    const change = watchedChange(event, selection, definition);
    if (change !== undefined) writer.change(change.type, change.object);
  };
  for (const event of past) show(event);
  const end = new AbortController();
  const unwatch = deps.store.watch(resource, (event) => {
    show(event);
    if (writer.backlog > longestBacklog) end.abort();
  });
  try {
    await lifetime(request, options, end.signal, () => writer.bookmark(deps.store.resourceVersion, false));
  } finally {
    unwatch();
  }
}

function writeInitial(request: ApiRequest, selection: ObjectSelection, writer: WatchWriter): void {
  const { deps, definition } = request;
  for (const stored of deps.store.list(storedName(definition), selection.namespace).items) {
    const object = toVersion(definition, stored);
    if (selection.test?.(object) !== false) writer.change('ADDED', object);
  }
}

/** Resolves when the watch is over; calls `bookmark` in between where the client wants bookmarks. */
function lifetime(
  request: ApiRequest,
  options: WatchOptions,
  end: AbortSignal,
  bookmark: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    const done = (): void => {
      for (const timer of timers) clearTimeout(timer);
      request.signal.removeEventListener('abort', done);
      resolve();
    };
    if (request.signal.aborted) return done();
    request.signal.addEventListener('abort', done);
    end.addEventListener('abort', done);
    timers.push(setTimeout(done, options.timeoutMs));
    if (!options.bookmarks) return;
    timers.push(setInterval(bookmark, bookmarkEveryMs));
    timers.push(setTimeout(bookmark, Math.max(0, options.timeoutMs - bookmarkBeforeEndMs)));
  });
}
