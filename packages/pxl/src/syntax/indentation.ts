import { PxlError } from '../pxl-error.js';
import type { ScriptPlace } from './ast.js';

interface Level {
  /** Width with a tab as up to 8 columns, and with a tab as 1: where the two disagree about an order, tabs and blanks are mixed. */
  readonly wide: number;
  readonly narrow: number;
}

/** The stack of indentation levels of a script. */
export class Indentation {
  readonly #levels: Level[] = [{ wide: 0, narrow: 0 }];

  /** Enters a line that begins with `blanks`; answers 1 for an indent, or minus the number of levels left, or 0. */
  enter(blanks: string, place: ScriptPlace): number {
    const level = measure(blanks);
    const top = this.#top();
    this.#mustAgree(level, top, place);
    if (level.wide === top.wide) return 0;
    if (level.wide > top.wide) {
      this.#levels.push(level);
      return 1;
    }
    let left = 0;
    while (this.#top().wide > level.wide) {
      this.#levels.pop();
      left++;
    }
    this.#mustAgree(level, this.#top(), place);
    if (this.#top().wide !== level.wide) {
      throw PxlError.at(place, 'IndentationError: unindent does not match any outer indentation level');
    }
    return -left;
  }

  /** Levels still open at the script's end. */
  get depth(): number {
    return this.#levels.length - 1;
  }

  #top(): Level {
    return this.#levels.at(-1) ?? { wide: 0, narrow: 0 };
  }

  #mustAgree(one: Level, other: Level, place: ScriptPlace): void {
    if (Math.sign(one.wide - other.wide) !== Math.sign(one.narrow - other.narrow)) {
      throw PxlError.at(place, 'IndentationError: inconsistent use of tabs and spaces in indentation');
    }
  }
}

function measure(blanks: string): Level {
  let wide = 0;
  for (const blank of blanks) wide = blank === '\t' ? (Math.floor(wide / 8) + 1) * 8 : wide + 1;
  return { wide, narrow: blanks.length };
}
