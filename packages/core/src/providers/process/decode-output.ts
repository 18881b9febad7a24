/**
 * The text of what a program wrote: UTF-8 where it is valid, else UTF-16 where a byte order mark says so, else Latin-1; the mark is no
 * part of it. The reference guesses, and mangles plain ASCII at times (core.md Q-19).
 */
export function decodeOutput(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const utf16 = utf16Of(bytes);
    if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
    // The web's Latin-1 decoder reads Windows-1252.
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
}

function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}
