import { InvalidSourceError } from '../document/invalid-source-error.js';

/**
 * Reads `NAME=VALUE` lines (core.md §7): blank lines and comments are skipped, a leading `export` and quotes around the whole value go
 * . A name keeps a blank before its `=`, as in the reference, where such a line sets no variable that anything reads.
 * Throws {@link InvalidSourceError} with the line for one without `=`.
 */
export function parseDotenv(text: string, source: string): Record<string, string> {
  const variables: Record<string, string> = {};
  text.split(/\r\n|[\n\r]/).forEach((written, index) => {
    const line = written.replace(/^\uFEFF/, '').trim();
    if (line === '' || line.startsWith('#')) return;
    const equals = line.indexOf('=');
    if (equals < 1) {
      throw new InvalidSourceError(`Failed to parse variable file '${source}': a line without NAME=VALUE`, {
        place: { file: source, line: index + 1, column: 1 },
        hint: 'write NAME=VALUE, or # before a comment',
      });
    }
    variables[line.slice(0, equals).replace(/^export\s+/, '')] = unquote(line.slice(equals + 1));
  });
  return variables;
}

function unquote(value: string): string {
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')$/.exec(value.trim());
  if (quoted === null) return value;
  const escapes: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' };
  return quoted[2] ?? (quoted[1] ?? '').replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
}
