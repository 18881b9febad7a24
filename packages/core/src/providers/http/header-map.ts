import type { JsonObject } from '../../values/json.js';
import { setKey } from '../../values/json-object.js';

/** Headers of an answer: names keep the case they came in, repeated ones are joined by `, `. */
export function headerMap(rawHeaders: readonly string[]): JsonObject {
  const names = new Map<string, string>();
  const result: JsonObject = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const known = names.get(name.toLowerCase());
    if (known === undefined) {
      names.set(name.toLowerCase(), name);
      setKey(result, name, value);
    } else {
      setKey(result, known, `${String(result[known])}, ${value}`);
    }
  }
  return result;
}

/** All values of one header. */
export function headerValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter(
    (_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name.toLowerCase(),
  );
}
