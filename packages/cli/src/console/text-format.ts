import type { LogLevel } from '@chaoskit/core';
import type { LogRecord } from './log-record.js';

export interface TextFormat {
  /** Adds `[module:line]`, as the log file and `--verbose` have it. */
  readonly origin: boolean;
  readonly colour: boolean;
}

const [RED, GREEN, YELLOW, CYAN, DEFAULT] = [31, 32, 33, 36, 39];
/** Foreground colours, as terminals number them. */
const COLOURS: Readonly<Record<LogLevel, number>> = {
  DEBUG: CYAN,
  INFO: GREEN,
  WARNING: YELLOW,
  ERROR: RED,
  CRITICAL: RED,
};

/** `[YYYY-MM-DD HH:MM:SS LEVEL] message` in local time; further lines of a message are indented by four (core.md §22). */
export function formatText(record: LogRecord, { origin, colour }: TextFormat): string {
  const prefix = `[${localTime(record.at)} ${record.level}]`;
  const coloured = colour ? `\u001b[${COLOURS[record.level]}m${prefix}\u001b[${DEFAULT}m` : prefix;
  const from = origin ? ` [${record.module}:${record.line}]` : '';
  return `${coloured}${from} ${record.message.replace(/\n/g, '\n    ')}\n`;
}

/** `YYYY-MM-DD HH:MM:SS` in local time. */
export function localTime(at: number): string {
  const date = new Date(at);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
