import type { LogLevel } from '@chaoskit/core';
import type { GlobalOptions } from '../command-line/global-options.js';
import type { Host } from '../host/host.js';
import { formatJson, type JsonFormat } from './json-format.js';
import type { LiveLine } from './live-line.js';
import { Log } from './log.js';
import { openLogFile } from './log-file.js';
import { fromLevel } from './log-record.js';
import { formatText } from './text-format.js';

/** The command's log: standard error, and a file unless it is switched off (core.md §22). */
export function openConsole(host: Host, globals: GlobalOptions, live: LiveLine): Log {
  const log = new Log(() => host.now());
  const colour = host.stderr.isTTY && (host.env.NO_COLOR ?? '') === '';
  const json = globals.logFormat === 'json' ? jsonFormat(host) : undefined;
  log.addSink(
    fromLevel(globals.verbose ? 'DEBUG' : 'INFO', (record) =>
      live.print(
        json === undefined
          ? formatText(record, { origin: globals.verbose, colour })
          : formatJson(record, json),
      ),
    ),
  );
  if (globals.logFile !== false) {
    const file = openLogFile(globals.logFile);
    if ('problem' in file) log.warning(`No log file is written: ${file.problem}`);
    else {
      log.addSink(fromLevel(globals.logFileLevel.toUpperCase() as LogLevel, file.sink));
      host.onExit(file.close);
    }
  }
  return log;
}

/** The identifier of this start, as a UUID. */
const jsonFormat = ({ pid }: Host): JsonFormat => ({ contextId: globalThis.crypto.randomUUID(), pid });
