import type { HypothesisStrategy, RollbackStrategy } from '../events/run-event.js';

/** When the hypothesis is checked (core.md §2.8). */
export const HYPOTHESIS_STRATEGIES: readonly HypothesisStrategy[] = [
  'default',
  'before-method-only',
  'after-method-only',
  'during-method-only',
  'continuously',
  'skip',
];

/** When rollbacks are played (core.md §2.8). */
export const ROLLBACK_STRATEGIES: readonly RollbackStrategy[] = ['default', 'always', 'never', 'deviated'];

/** An old misspelling of `continuously` that is understood still (core.md §2.8). */
export const MISSPELLED_STRATEGY = 'continously';
