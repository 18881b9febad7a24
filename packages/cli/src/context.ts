import type { GlobalOptions } from './command-line/global-options.js';
import type { LiveLine } from './console/live-line.js';
import type { Log } from './console/log.js';
import type { Host } from './host/host.js';

/** What every command gets. */
export interface CommandContext {
  readonly host: Host;
  readonly globals: GlobalOptions;
  /** Console and log file. */
  readonly log: Log;
  /** The terminal's last line, for progress. */
  readonly live: LiveLine;
  /** Version of the published package. */
  readonly version: string;
  /** Folder of the built files: the Python worker, the stand-ins, the sandbox's programs. */
  readonly distFolder: string;
  /** Settings file as the user named it, or the default. */
  readonly settingsFile: string;
}
