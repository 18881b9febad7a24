const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  a: '\x07',
  '\n': '',
};

/**
 * The value of a string's body (between its quotes). With the prefixes `r` and `u` every backslash stays; otherwise unknown
 * escapes stay as they are, and `\u` is not decoded (pixie.md §3.1).
 */
export function decodeStringBody(body: string, prefix: string): string {
  if (/[ru]/i.test(prefix) || !body.includes('\\')) return body;
  return body.replace(
    /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([\s\S]))/g,
    (whole, hex?: string, octal?: string, other?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return simpleEscapes[other ?? ''] ?? whole;
    },
  );
}
