import { messageOf } from '@chaoskit/errors';
import type { Secrets } from '../providers/provider.js';
import { Redactor } from '../values/redactor.js';
import { type EventClock, EventLog, type LogFile } from './event-log.js';
import { JournalFold } from './journal-fold.js';
import type { Logger, LogLevel } from './logger.js';
import { redactEvent } from './redact-event.js';
import type { RunEvent, RunEventBody } from './run-event.js';

/** A view of the run. Its failure is logged and never touches the run. */
export interface EventSink {
  readonly name: string;
  handle(event: RunEvent): void;
}

/**
 * The one way out of the engine: every event is stamped, redacted, written to the log, folded into the journal, and shown to the
 * sinks, in this order.
 */
export class RunRecorder {
  readonly #log: EventLog;
  readonly #sinks: readonly EventSink[];
  readonly #redactor: Redactor;
  readonly #broken = new Set<string>();
  readonly #troubles: string[] = [];
  readonly fold = new JournalFold();
  readonly logger: Logger;

  /** `after`: number of the last event of a log that goes on. */
  constructor(
    file: LogFile,
    clock: EventClock,
    sinks: readonly EventSink[],
    secrets: Secrets,
    after?: number,
  ) {
    this.#log = new EventLog(file, clock, after);
    this.#sinks = sinks;
    this.#redactor = new Redactor(secrets);
    const say = (level: LogLevel) => (message: string) => {
      this.record({ type: 'log', level, message });
    };
    this.logger = {
      debug: say('DEBUG'),
      info: say('INFO'),
      warning: say('WARNING'),
      error: say('ERROR'),
      critical: say('CRITICAL'),
    };
  }

  /** What went wrong with the log or a sink, one line each. */
  get troubles(): readonly string[] {
    return this.#troubles;
  }

  /** Learns secret values that came up during the run. */
  learn(secrets: Secrets): void {
    this.#redactor.add(secrets);
  }

  /** Writes an event that announces an effect. Throws `EventLogError` where it can't be written: the effect must not happen. */
  announce(body: RunEventBody): RunEvent {
    const event = this.#redacted(body);
    this.#log.append(event);
    this.#show(event);
    return event;
  }

  /** Writes an event about something that has already happened; where the log can't take it, journal and console still do. */
  record(body: RunEventBody): RunEvent {
    const event = this.#redacted(body);
    try {
      this.#log.append(event);
    } catch (error) {
      this.#trouble('event log', messageOf(error));
    }
    this.#show(event);
    return event;
  }

  #redacted(body: RunEventBody): RunEvent {
    return this.#log.stamp(redactEvent(body, this.#redactor));
  }

  #show(event: RunEvent): void {
    this.fold.apply(event);
    for (const sink of this.#sinks) {
      try {
        sink.handle(event);
      } catch (error) {
        this.#trouble(sink.name, messageOf(error));
      }
    }
  }

  #trouble(name: string, message: string): void {
    if (this.#broken.has(name)) return;
    this.#broken.add(name);
    const text = `${name}: ${message}`;
    this.#troubles.push(text);
    this.logger.error(text);
  }
}
