/** The time, as a port: tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** RFC 3339 in whole seconds, as the API writes most times. */
export const secondsText = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** RFC 3339 with microseconds (meta/v1 MicroTime). */
export const microsText = (ms: number): string => new Date(ms).toISOString().replace(/Z$/, '000Z');
