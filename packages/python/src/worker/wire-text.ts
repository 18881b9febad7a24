import { type Json, type JsonObject, parseJsonValue, stringifyJson } from '@chaoskit/core';

// What JSON.parse would not carry faithfully: floats without a fraction, exponents, long integers, NaN and infinities. It may also match
// inside a string: then only the slower parser is used.
const NEEDS_CARE = /\.0(?![0-9])|[0-9][eE]|[0-9]{16}|NaN|Infinity/;

/** One message as a line, without its end. Numbers keep their written form. */
export function toWire(message: JsonObject): string {
  return stringifyJson(message);
}

/** The value of one line. Throws where it is no JSON. */
export function fromWire(line: string): Json {
  return NEEDS_CARE.test(line) ? parseJsonValue(line) : (JSON.parse(line) as Json);
}
