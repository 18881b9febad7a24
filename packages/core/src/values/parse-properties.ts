import type { JsonObject } from './json.js';
import { setKey } from './json-object.js';

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', f: '\f' };

/** Reads a `.properties` file (java.util.Properties): `#` and `!` comments, `=`, `:` or a blank after the key, `\` joins lines and escapes. */
export function parseProperties(text: string): JsonObject {
  const values: JsonObject = {};
  const joined = text
    .replace(/^\uFEFF/, '')
    .replace(/((?:^|[^\\])(?:\\\\)*)\\(?:\r\n|[\n\r])[ \t\f]*/g, '$1');
  for (const line of joined.split(/\r\n|[\n\r]/)) {
    const match = /^[ \t\f]*((?:\\.|[^\\=: \t\f])+)[ \t\f]*[=:]?[ \t\f]*(.*)$/.exec(line);
    const key = match?.[1];
    if (key === undefined || key.startsWith('#') || key.startsWith('!')) continue;
    setKey(values, unescaped(key), unescaped(match?.[2] ?? ''));
  }
  return values;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code?: string, letter?: string) =>
    code === undefined
      ? (ESCAPES[letter ?? ''] ?? letter ?? '')
      : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
