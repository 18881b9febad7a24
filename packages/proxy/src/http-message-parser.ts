import type { HeaderField } from './connection-record.js';

export interface MessageHead {
  readonly startLine: string;
  readonly headers: readonly HeaderField[];
}

/** How the body of a message is delimited (RFC 9112 §6.3). `opaque`: what follows is no HTTP any more. */
export type BodyFraming =
  | { readonly kind: 'none' | 'chunked' | 'until-close' | 'opaque' }
  | { readonly kind: 'length'; readonly length: number };

export interface MessageHandler {
  /** A message's first byte came. */
  begin(): void;
  /** Its head is complete. Answers how its body is framed, or undefined where the head makes no sense. */
  head(head: MessageHead): BodyFraming | undefined;
  /** A piece of the body, without chunk framing. */
  body?(piece: Buffer): void;
  end(bodyBytes: number): void;
}

/** A head larger than this is passed on, but no longer understood. */
const maxHeadBytes = 64 * 1024;
const lineEnd = Buffer.from('\r\n');
const headEnd = Buffer.from('\r\n\r\n');

type State = 'idle' | 'head' | 'length' | 'chunk-size' | 'chunk-data' | 'trailers' | 'until-close' | 'opaque';

/** Follows one direction of an HTTP/1.x connection. Copies only heads and chunk-size lines that are split over chunks. */
export class HttpMessageParser {
  readonly #handler: MessageHandler;
  #state: State = 'idle';
  #pending: Buffer = Buffer.alloc(0);
  /** Bytes of the body, or of the chunk and its line end, still to come. */
  #remaining = 0;
  #bodyBytes = 0;

  constructor(handler: MessageHandler) {
    this.#handler = handler;
  }

  /** True once the bytes can't be understood (or need not be) as HTTP. */
  get opaque(): boolean {
    return this.#state === 'opaque';
  }

  /** True between two messages. */
  get idle(): boolean {
    return this.#state === 'idle';
  }

  becomeOpaque(): void {
    this.#state = 'opaque';
    this.#pending = Buffer.alloc(0);
  }

  feed(chunk: Buffer): void {
    let rest: Buffer = chunk;
    while (rest.length > 0 && this.#state !== 'opaque') rest = this.#step(rest);
  }

  /** The sender closed its side: ends a body that is framed by that. */
  finish(): void {
    if (this.#state === 'until-close') this.#endMessage();
    this.becomeOpaque();
  }

  #step(chunk: Buffer): Buffer {
    switch (this.#state) {
      case 'idle':
        return this.#begin(chunk);
      case 'head':
        return this.#head(chunk);
      case 'length':
      case 'chunk-data':
        return this.#skip(chunk);
      case 'chunk-size':
        return this.#line(chunk, (line) => this.#chunkSize(line));
      case 'trailers':
        return this.#line(chunk, (line) => {
          if (line === '') this.#endMessage();
        });
      case 'until-close':
        this.#bodyBytes += chunk.length;
        this.#handler.body?.(chunk);
        return chunk.subarray(chunk.length);
      case 'opaque':
        return chunk.subarray(chunk.length);
    }
  }

  #begin(chunk: Buffer): Buffer {
    // RFC 9112 §2.2: empty lines before a request line are to be ignored.
    let start = 0;
    while (start < chunk.length && (chunk[start] === 13 || chunk[start] === 10)) start += 1;
    if (start === chunk.length) return chunk.subarray(start);
    const first = chunk[start] ?? 0;
    if (first < 65 || first > 90) {
      this.becomeOpaque();
      return chunk;
    }
    this.#state = 'head';
    this.#handler.begin();
    return chunk.subarray(start);
  }

  #head(chunk: Buffer): Buffer {
    return this.#upTo(headEnd, chunk, (head) => this.#startBody(this.#handler.head(parseHead(head))));
  }

  #startBody(framing: BodyFraming | undefined): void {
    this.#bodyBytes = 0;
    if (framing === undefined || framing.kind === 'opaque') {
      this.becomeOpaque();
    } else if (framing.kind === 'chunked') {
      this.#state = 'chunk-size';
    } else if (framing.kind === 'until-close') {
      this.#state = 'until-close';
    } else if (framing.kind === 'length' && framing.length > 0) {
      this.#state = 'length';
      this.#remaining = framing.length;
    } else {
      this.#endMessage();
    }
  }

  #skip(chunk: Buffer): Buffer {
    const taken = Math.min(this.#remaining, chunk.length);
    this.#passBody(chunk, taken);
    this.#remaining -= taken;
    if (this.#state === 'length') {
      this.#bodyBytes += taken;
      if (this.#remaining === 0) this.#endMessage();
    } else if (this.#remaining === 0) {
      this.#state = 'chunk-size';
    }
    return chunk.subarray(taken);
  }

  /** `taken` bytes are body, but for the line end after a chunk. */
  #passBody(chunk: Buffer, taken: number): void {
    if (this.#handler.body === undefined) return;
    const framing = this.#state === 'length' ? 0 : lineEnd.length;
    const bodyEnd = Math.min(taken, Math.max(0, this.#remaining - framing));
    if (bodyEnd > 0) this.#handler.body(chunk.subarray(0, bodyEnd));
  }

  #line(chunk: Buffer, use: (line: string) => void): Buffer {
    return this.#upTo(lineEnd, chunk, use);
  }

  /** Uses the text before `ending`, which may come in pieces; answers what follows it in the chunk. */
  #upTo(ending: Buffer, chunk: Buffer, use: (text: string) => void): Buffer {
    const seen = this.#pending.length;
    const text = seen === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const end = text.indexOf(ending, Math.max(0, seen - ending.length + 1));
    if (end < 0) {
      if (text.length > maxHeadBytes) this.becomeOpaque();
      else this.#pending = text;
      return chunk.subarray(chunk.length);
    }
    this.#pending = Buffer.alloc(0);
    use(text.toString('latin1', 0, end));
    return chunk.subarray(end + ending.length - seen);
  }

  #chunkSize(line: string): void {
    const digits = /^[0-9a-fA-F]{1,13}(?=[;\s]|$)/.exec(line)?.[0];
    if (digits === undefined) {
      this.becomeOpaque();
      return;
    }
    const size = Number.parseInt(digits, 16);
    this.#bodyBytes += size;
    this.#remaining = size + lineEnd.length;
    this.#state = size === 0 ? 'trailers' : 'chunk-data';
  }

  #endMessage(): void {
    this.#state = 'idle';
    this.#handler.end(this.#bodyBytes);
  }
}

function parseHead(text: string): MessageHead {
  const [startLine = '', ...lines] = text.split('\r\n');
  const headers = lines.map((line): HeaderField => {
    const colon = line.indexOf(':');
    return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { startLine, headers };
}
