/** Media types whose bodies can be read. */
const readable = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|x-www-form-urlencoded|javascript)\b)/i;

/** A body's beginning as text; for what is no text, a note in its place. */
export function bodyText(body: Buffer, headers: readonly (readonly [string, string])[]): string {
  if (body.length === 0) return '';
  let type = '';
  for (const [name, value] of headers) {
    if (name.length === 12 && name.toLowerCase() === 'content-type') type = value;
    if (name.length === 16 && name.toLowerCase() === 'content-encoding' && value !== 'identity')
      return '<removed: compressed>';
  }
  if (type !== '' && !readable.test(type)) return '<removed: no text>';
  return body.toString('utf8');
}
