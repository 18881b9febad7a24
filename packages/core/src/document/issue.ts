import type { Place } from '@chaoskit/errors';

/** One problem of a document. All issues of a document are reported at once; the first error keeps the reference's text. */
export interface Issue {
  readonly severity: 'error' | 'warning';
  /** Stable, e.g. `CHAOS_V_TITLE_MISSING`. */
  readonly code: string;
  /** The reference's words where it has any (core.md §4). */
  readonly message: string;
  readonly hint?: string;
  readonly place: Place;
}

/** Keys and indexes from the document's root: `['method', 0, 'provider', 'url']`. */
export type DocumentPath = readonly (string | number)[];

/** Nobody reads more; and finding the places of millions of problems in a hostile file would take its time. */
export const MAX_ISSUES = 1000;
