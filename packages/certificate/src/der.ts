/** Just enough of DER (ITU-T X.690) to write a certificate. */

function encode(tag: number, body: Buffer): Buffer {
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body]);
  const digits = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length]), digits, body]);
}

export const sequence = (...items: readonly Buffer[]): Buffer => encode(0x30, Buffer.concat(items));
export const set = (...items: readonly Buffer[]): Buffer => encode(0x31, Buffer.concat(items));
export const boolean = (value: boolean): Buffer => encode(0x01, Buffer.from([value ? 0xff : 0]));
export const octets = (bytes: Buffer): Buffer => encode(0x04, bytes);
export const utf8 = (text: string): Buffer => encode(0x0c, Buffer.from(text));

/** A positive number, big-endian. */
export function integer(bytes: Buffer): Buffer {
  return encode(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** A bit string of whole bytes, less `unused` bits at the end. */
export const bits = (bytes: Buffer, unused = 0): Buffer =>
  encode(0x03, Buffer.concat([Buffer.from([unused]), bytes]));

/** `[n]` around what stands inside it. */
export const explicit = (number: number, inner: Buffer): Buffer => encode(0xa0 | number, inner);

/** `[n]` in place of the primitive type's own tag. */
export const implicit = (number: number, bytes: Buffer): Buffer => encode(0x80 | number, bytes);

/** UTCTime, which RFC 5280 §4.1.2.5 wants up to 2049; whole seconds. */
export const time = (ms: number): Buffer =>
  encode(
    0x17,
    Buffer.from(
      new Date(ms)
        .toISOString()
        .slice(2)
        .replaceAll(/[-:T]|\.\d+/g, ''),
    ),
  );

/** An object identifier such as `2.5.4.3`. */
export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return encode(0x06, Buffer.from(bytes));
}
