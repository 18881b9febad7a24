/** One answered (or failed) request of an attack, with the fields of vegeta's result files (spec load.md §1). */
export interface Result {
  readonly attack: string;
  readonly seq: number;
  /** HTTP status; 0 for a transport error. */
  readonly code: number;
  /** When it was really sent, in nanoseconds since the epoch. */
  readonly timestampNs: bigint;
  readonly latencyNs: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** Empty for a success. */
  readonly error: string;
  /** base64; null where there is none. */
  readonly body: string | null;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, readonly string[]>> | null;
}
