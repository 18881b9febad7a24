import type { LogLevel } from '@chaoskit/core';

/** One thing said to the person at the terminal, and to the log file. */
export interface LogRecord {
  readonly level: LogLevel;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Who said it, as `[module:line]`: for a run event its type and its line in the run's log. */
  readonly module: string;
  readonly line: number;
}

/** Takes records in the order in which they were said. */
export type LogSink = (record: LogRecord) => void;

const RANKS: Readonly<Record<LogLevel, number>> = {
  DEBUG: 10,
  INFO: 20,
  WARNING: 30,
  ERROR: 40,
  CRITICAL: 50,
};

/** True where `level` is `least` or above it. */
const isAtLeast = (level: LogLevel, least: LogLevel): boolean => RANKS[level] >= RANKS[least];

/** A sink that passes on what is at `least` or above. */
export const fromLevel =
  (least: LogLevel, sink: LogSink): LogSink =>
  (record) => {
    if (isAtLeast(record.level, least)) sink(record);
  };
