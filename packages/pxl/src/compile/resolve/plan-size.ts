import { beyondLimit, limits } from '../../limits.js';
import type { ScriptPlace } from '../../syntax/ast.js';

/** Counts what a plan is made of, so that it stays small enough to be kept. */
export class PlanSize {
  #taken = 0;

  /** Counts columns or parts of expressions; refuses those that go beyond the limit. */
  take(count: number, place: ScriptPlace): void {
    this.#taken += count;
    if (this.#taken > limits.plan.most) throw beyondLimit('plan', 'the script needs', place);
  }

  /** Counts the columns of one operator. */
  takeColumns(count: number, place: ScriptPlace): void {
    if (count > limits.columns.most) throw beyondLimit('columns', 'the DataFrame has', place);
    this.take(count, place);
  }
}
