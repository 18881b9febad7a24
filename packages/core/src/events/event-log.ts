import { ChaosError, messageOf } from '@chaoskit/errors';
import type { Json } from '../values/json.js';
import { stringifyJson } from '../values/stringify-json.js';
import { isoTime } from './iso-time.js';
import { EVENT_LOG_VERSION, type RunEvent, type RunEventBody } from './run-event.js';

/** The file of an event log. Everything is synchronous: when a call returns, the operating system has what was written. */
export interface LogFile {
  /** Appends all of `text` with `write(2)`; throws when it can't. */
  append(text: string): void;
  /** `fdatasync(2)`; throws when it can't. */
  sync(): void;
}

/** The two clocks that stamp events. */
export interface EventClock {
  now(): number;
  mono(): number;
}

/** The event log could not be written; the effect that the event announces must not happen. */
export class EventLogError extends ChaosError {
  override readonly name = 'EventLogError';

  constructor(cause: unknown) {
    super('CHAOS_E_EVENT_LOG', `the event log can't be written: ${messageOf(cause)}`, {
      cause,
      hint: 'free space on the disk or choose another folder with --state-dir',
    });
  }
}

/** What a power cut must not take. */
const SYNCED: ReadonlySet<RunEvent['type']> = new Set(['undo-recorded', 'undo-ended', 'run-ended']);

/** Appends events as JSON lines, each written before the method returns (design: write-ahead). */
export class EventLog {
  readonly #file: LogFile;
  readonly #clock: EventClock;
  #seq: number;
  #torn: boolean;

  /** `after`: number of the last event of a log that goes on; its writer may have been killed in the middle of a line. */
  constructor(file: LogFile, clock: EventClock, after = 0) {
    this.#file = file;
    this.#clock = clock;
    this.#seq = after;
    this.#torn = after > 0;
  }

  /** Gives an event its number and times; what is stamped must be appended or thrown away. */
  stamp(body: RunEventBody): RunEvent {
    this.#seq += 1;
    return {
      v: EVENT_LOG_VERSION,
      seq: this.#seq,
      at: isoTime(this.#clock.now()),
      mono: Math.round(this.#clock.mono() * 1000) / 1000,
      ...body,
    };
  }

  /** Writes one event. Throws {@link EventLogError}. */
  append(event: RunEvent): void {
    // A write that failed may have left half a line behind: the next one begins on a line of its own.
    const line = `${this.#torn ? '\n' : ''}${eventLine(event)}\n`;
    try {
      this.#file.append(line);
      this.#torn = false;
      if (SYNCED.has(event.type)) this.#file.sync();
    } catch (error) {
      this.#torn = true;
      throw new EventLogError(error);
    }
  }
}

/** An event as its line in the log, without the line's end. */
export function eventLine(event: RunEvent): string {
  // Events are plain data; an interface has no index signature, which is all that keeps it from being `Json`.
  return stringifyJson(event as unknown as Json);
}
