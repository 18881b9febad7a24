import { Code, ConnectError } from '@connectrpc/connect';
import type { ResponseInit } from './query-messages.js';

/** How long what a client has not fetched is kept, in ms (pixie.md §1.10). */
const keptMs = 180_000;
/** Most queries kept for clients that went away. */
const mostQueries = 16;

interface Query {
  readonly messages: AsyncGenerator<ResponseInit>;
  /** The next message, asked for and not yet handed out: a client that leaves meanwhile leaves it to the one who resumes. */
  next: Promise<IteratorResult<ResponseInit>> | undefined;
  lastUseMs: number;
  consumer: AbortController;
}

/** Queries whose answers are under way, so that a client whose connection broke can go on reading. */
export class QueryRegistry {
  readonly #queries = new Map<string, Query>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The answer to a query, from its beginning. */
  start(
    id: string,
    messages: AsyncGenerator<ResponseInit>,
    signal: AbortSignal,
  ): AsyncGenerator<ResponseInit> {
    this.#forgetOld();
    const query: Query = {
      messages,
      next: undefined,
      lastUseMs: this.#nowMs(),
      consumer: new AbortController(),
    };
    this.#queries.set(id, query);
    return this.#consume(id, query, signal);
  }

  /** What a client has not fetched yet. Throws NOT_FOUND where nothing is known of the query. */
  resume(id: string, signal: AbortSignal): AsyncGenerator<ResponseInit> {
    this.#forgetOld();
    const query = this.#queries.get(id);
    if (query === undefined) throw new ConnectError(`Query ${id} not registered`, Code.NotFound);
    // One consumer at a time: a new one takes over.
    query.consumer.abort(new ConnectError(`query ${id} was resumed by another client`, Code.Canceled));
    query.consumer = new AbortController();
    return this.#consume(id, query, signal);
  }

  async *#consume(id: string, query: Query, signal: AbortSignal): AsyncGenerator<ResponseInit> {
    const { signal: own } = query.consumer;
    for (;;) {
      query.lastUseMs = this.#nowMs();
      let next: IteratorResult<ResponseInit>;
      try {
        query.next ??= query.messages.next();
        next = await query.next;
      } catch (error) {
        this.#queries.delete(id);
        throw error;
      }
      own.throwIfAborted();
      // The client went away: the rest stays, for the one who resumes.
      if (signal.aborted) return;
      query.next = undefined;
      if (next.done === true) {
        this.#queries.delete(id);
        return;
      }
      yield next.value;
    }
  }

  #forgetOld(): void {
    const oldest = this.#nowMs() - keptMs;
    for (const [id, { lastUseMs }] of this.#queries) {
      if (lastUseMs < oldest || this.#queries.size > mostQueries) this.#queries.delete(id);
    }
  }
}
