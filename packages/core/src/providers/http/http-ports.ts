import type { Clock } from '../../run/ports.js';

/** The part of the world that HTTP activities need besides the network. */
export interface HttpPorts {
  /** Proxies, certificate bundles, `HOME`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** `readFile(path, 'utf8')` of `node:fs/promises`. */
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  /** `User-Agent` of requests that name none. */
  readonly userAgent: string;
}
