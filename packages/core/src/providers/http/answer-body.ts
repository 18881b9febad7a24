import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw } from 'node:zlib';
import type { Json } from '../../values/json.js';
import { parseJsonValue } from '../../values/parse-json.js';

/** Undoes `Content-Encoding`; an encoding that was not offered is left as it is. */
export async function decompress(body: Uint8Array, encoding: string): Promise<Uint8Array> {
  let result = body;
  for (const each of encoding.split(',').reverse()) {
    const name = each.trim().toLowerCase();
    if (result.length === 0) return result;
    if (name === 'gzip' || name === 'x-gzip') result = await promisify(gunzip)(result);
    else if (name === 'deflate') result = await inflateEither(result);
  }
  return result;
}

/** Servers send `deflate` with and without the zlib header. */
async function inflateEither(body: Uint8Array): Promise<Uint8Array> {
  try {
    return await promisify(inflate)(body);
  } catch {
    return promisify(inflateRaw)(body);
  }
}

/**
 * The body as the activity's output has it (core.md §9.3): parsed where the content type is exactly `application/json`, a text otherwise.
 * JSON that is empty or broken is a text too.
 */
export function bodyValue(body: Uint8Array, contentType: string | undefined): Json {
  if (contentType !== 'application/json') return textOf(body, contentType ?? '');
  const text = utf8(body).replace(/^\ufeff/, '');
  try {
    return parseJsonValue(text);
  } catch {
    return text;
  }
}

/** By the declared charset; else Latin-1 for `text/…`, UTF-8 for JSON, and what it looks like for the rest. */
function textOf(body: Uint8Array, contentType: string): string {
  const charset = /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType)?.[1];
  if (charset !== undefined) return decode(body, charset);
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (type.includes('text')) return latin1(body);
  if (type.includes('application/json')) return utf8(body);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return latin1(body);
  }
}

function decode(body: Uint8Array, charset: string): string {
  // The web's decoders take Latin-1 for Windows-1252.
  if (/^(iso-?8859-1|latin-?1|l1)$/i.test(charset.replaceAll('_', '-'))) return latin1(body);
  try {
    // Python takes the mark for a part of the text, but in UTF-16 of unsaid order.
    return new TextDecoder(charset, { ignoreBOM: !/^utf-?16$/i.test(charset) }).decode(body);
  } catch {
    return utf8(body);
  }
}

function utf8(body: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
}

function latin1(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
}
