/** A terminal's output, as far as a live line needs it. */
export interface TerminalStream {
  write(text: string): unknown;
  readonly isTTY: boolean;
  readonly columns: number;
}

const ERASE = '\r\u001b[2K';

/** The last line of a terminal: drawn over itself, taken away whenever something lasting is written. */
export class LiveLine {
  readonly #stream: TerminalStream;
  #text = '';

  constructor(stream: TerminalStream) {
    this.#stream = stream;
  }

  /** Writes lasting text above the live line. */
  print(text: string): void {
    if (this.#text === '') this.#stream.write(text);
    else this.#stream.write(`${ERASE}${text}${this.#text}`);
  }

  /** Replaces the live line; an empty text takes it away. Does nothing where the stream is no terminal. */
  show(text: string): void {
    if (!this.#stream.isTTY) return;
    const cut = text.slice(0, Math.max(0, this.#stream.columns - 1));
    if (cut === this.#text) return;
    this.#text = cut;
    this.#stream.write(`${ERASE}${cut}`);
  }
}
