import type { Json, JsonObject } from '../../values/json.js';
import { setKey } from '../../values/json-object.js';
import { floatValue, integerValue } from '../../values/python-number.js';
import type { TokenCursor } from './token-cursor.js';

/** Reads a JSON value inside a path; texts keep their escapes as written. */
export function readLiteral(words: TokenCursor): Json {
  const { kind, text } = words.next;
  if (kind === 'text') {
    words.skip();
    return text.slice(1, -1);
  }
  if (kind === 'number') {
    words.skip();
    return /^-?\d+$/.test(text) ? integerValue(text) : floatValue(Number(text));
  }
  for (const [word, value] of [
    ['null', null],
    ['true', true],
    ['false', false],
  ] as const) {
    if (words.take(word)) return value;
  }
  if (words.sees('[')) return readList(words);
  if (words.sees('{')) return readObject(words);
  return words.unexpected();
}

function readList(words: TokenCursor): Json[] {
  words.expect('[');
  words.enter();
  const items: Json[] = [];
  if (!words.sees(']')) {
    items.push(readLiteral(words));
    while (words.take(',')) items.push(readLiteral(words));
  }
  words.expect(']');
  words.leave();
  return items;
}

function readObject(words: TokenCursor): JsonObject {
  words.expect('{');
  words.enter();
  const object: JsonObject = {};
  while (!words.sees('}')) {
    if (Object.keys(object).length > 0) words.expect(',');
    const key = words.next;
    if (key.kind !== 'text') words.unexpected();
    words.skip();
    words.expect(':');
    setKey(object, key.text.slice(1, -1), readLiteral(words));
  }
  words.expect('}');
  words.leave();
  return object;
}
