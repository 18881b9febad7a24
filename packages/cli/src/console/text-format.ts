import type { LogLevel } from '@chaoskit/core';
import picocolors from 'picocolors';
import type { LogRecord } from './log-record.js';

export interface TextFormat {
  /** Adds `[module:line]`, as the log file and `--verbose` have it. */
  readonly origin: boolean;
  readonly colour: boolean;
}

const COLOURS: Readonly<Record<LogLevel, 'cyan' | 'green' | 'yellow' | 'red'>> = {
  DEBUG: 'cyan',
  INFO: 'green',
  WARNING: 'yellow',
  ERROR: 'red',
  CRITICAL: 'red',
};

/** `[YYYY-MM-DD HH:MM:SS LEVEL] message` in local time; further lines of a message are indented by four (core.md §22). */
export function formatText(record: LogRecord, { origin, colour }: TextFormat): string {
  const prefix = `[${localTime(record.at)} ${record.level}]`;
  const coloured = picocolors.createColors(colour)[COLOURS[record.level]](prefix);
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
