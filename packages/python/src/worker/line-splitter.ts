/** Cuts a stream of text into lines. A long line costs one join, however many pieces it comes in. */
export class LineSplitter {
  #pieces: string[] = [];

  /** The lines that are complete with this piece, without their ends. */
  push(piece: string): string[] {
    const lines = piece.split('\n');
    const last = lines.pop() ?? '';
    const [first] = lines;
    if (first !== undefined) {
      lines[0] = this.#pieces.join('') + first;
      this.#pieces = [];
    }
    if (last !== '') this.#pieces.push(last);
    return lines;
  }

  /** What came after the last end of line. */
  rest(): string {
    return this.#pieces.join('');
  }
}
