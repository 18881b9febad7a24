import { beyondLimit, limits } from '../limits.js';
import type { ScriptPlace } from '../syntax/ast.js';

/** What one execution has spent of its limits: nothing that is computed is given back before its end. */
export class Spending {
  #values = 0;
  #characters = 0;

  /** Before values are computed. */
  takeValues(count: number, place: ScriptPlace): void {
    this.#values += count;
    if (this.#values > limits.values.most) throw beyondLimit('values', 'the script computes', place);
  }

  /** Of a text that a function has made. */
  takeText(length: number, place: ScriptPlace): void {
    if (length > limits.text.most) throw beyondLimit('text', 'the function makes', place);
    this.#characters += length;
    if (this.#characters > limits.texts.most) throw beyondLimit('texts', 'the script makes', place);
  }
}
