import type { LogRecord } from './log-record.js';
import { localTime } from './text-format.js';

export interface JsonFormat {
  /** One for each start of the command. */
  readonly contextId: string;
  readonly pid: number;
}

/** One JSON object a line, with the reference's keys in its order (core.md §22). */
export function formatJson(record: LogRecord, { contextId, pid }: JsonFormat): string {
  const milliseconds = String((record.at % 1000) | 0).padStart(3, '0');
  const line = {
    process: pid,
    asctime: `${localTime(record.at)},${milliseconds}`,
    levelname: record.level,
    module: record.module,
    lineno: record.line,
    message: record.message,
    context_id: contextId,
    timestamp: new Date(record.at).toISOString().replace('Z', '+00:00'),
  };
  return `${JSON.stringify(line)}\n`;
}
