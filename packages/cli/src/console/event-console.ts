import { describeEvent, type RunEvent } from '@chaoskit/core';
import type { CommandContext } from '../context.js';
import { Countdown } from './countdown.js';
import type { LogRecord } from './log-record.js';

/** The lines of the log that tell of an event. `[type:seq]` is their origin: the event's line in the run's log. */
function recordsOf(event: RunEvent): LogRecord[] {
  const at = Date.parse(event.at);
  return describeEvent(event).map(({ level, message }) => ({
    level,
    message,
    at,
    module: event.type,
    line: event.seq,
  }));
}

/** Shows events on console and log file; pauses are counted down on a terminal. */
export function eventConsole({ log, live, host }: CommandContext): {
  handle(event: RunEvent): void;
  close(): void;
} {
  const countdown = host.stderr.isTTY ? new Countdown(live, () => host.now()) : undefined;
  return {
    handle: (event) => {
      for (const record of recordsOf(event)) {
        log.write(record);
        if (record.level !== 'DEBUG') countdown?.follow(record.message);
      }
    },
    close: () => countdown?.stop(),
  };
}
