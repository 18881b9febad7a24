import type { RawNumber } from './raw-number.js';

/** A value of a document, an activity's output, or an argument. Numbers that JavaScript can't carry faithfully are {@link RawNumber}s. */
export type Json = null | boolean | number | string | RawNumber | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

/** The same without {@link RawNumber}: what drivers written in TypeScript get and give. */
export type PlainJson = null | boolean | number | string | PlainJson[] | { [key: string]: PlainJson };
