import type { FilledTable } from './tables/pixie-tables.js';

/** What `pixie` in `sandbox.yaml` says. */
export interface PixieSettings {
  /** Bytes kept of each HTTP body. */
  readonly bodyLimit: number;
  /** Bytes per table; the oldest rows go. */
  readonly tables: Readonly<Record<FilledTable, number>>;
}

const mebibyte = 1024 * 1024;

export const defaultPixieSettings: PixieSettings = {
  bodyLimit: 512,
  tables: {
    http_events: 64 * mebibyte,
    conn_stats: 8 * mebibyte,
    process_stats: 8 * mebibyte,
    network_stats: 4 * mebibyte,
    dns_events: 8 * mebibyte,
  },
};
