import { InvalidSourceError } from './invalid-source-error.js';

/** Bytes as text: UTF-8, or UTF-16 where a byte order mark says so. Throws {@link InvalidSourceError} for anything else. */
export function decodeText(bytes: Uint8Array, source: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InvalidSourceError(`"${source}" is not a text file`, {
      cause,
      place: { file: source },
      hint: 'save it in UTF-8',
    });
  }
}
