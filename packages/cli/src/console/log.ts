import type { Logger, LogLevel } from '@chaoskit/core';
import type { LogRecord, LogSink } from './log-record.js';

/** A logger over several sinks: the command's own words, outside of a run's events. */
export class Log implements Logger {
  readonly #sinks: LogSink[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  addSink(sink: LogSink): void {
    this.#sinks.push(sink);
  }

  /** Hands a record to every sink. */
  write(record: LogRecord): void {
    for (const sink of this.#sinks) sink(record);
  }

  debug(message: string): void {
    this.#say('DEBUG', message);
  }
  info(message: string): void {
    this.#say('INFO', message);
  }
  warning(message: string): void {
    this.#say('WARNING', message);
  }
  error(message: string): void {
    this.#say('ERROR', message);
  }
  critical(message: string): void {
    this.#say('CRITICAL', message);
  }

  #say(level: LogLevel, message: string): void {
    this.write({ level, message, at: this.#now(), module: 'chaos', line: 0 });
  }
}
