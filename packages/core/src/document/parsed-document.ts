import type { Place } from '@chaoskit/errors';
import type { Json } from '../values/json.js';
import type { DocumentPath } from './issue.js';

/** A document's value, and where each of its parts stands in the text. */
export interface ParsedDocument {
  /** File name, URL or `-` as the user gave it. */
  readonly source: string;
  readonly value: Json;
  /** The place of the value at `path`; of its nearest parent that has one otherwise. `path` is always filled in. */
  locate(path: DocumentPath): Place;
}
