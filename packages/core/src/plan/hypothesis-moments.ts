import type { HypothesisMoment, HypothesisStrategy } from '../events/run-event.js';

const MOMENTS: { readonly [strategy in HypothesisStrategy]: readonly HypothesisMoment[] } = {
  default: ['before', 'after'],
  'before-method-only': ['before'],
  'after-method-only': ['after'],
  'during-method-only': ['during'],
  continuously: ['before', 'during', 'after'],
  skip: [],
};

/** When a strategy has the hypothesis evaluated (core.md §12.1). */
export function hypothesisMoments(strategy: HypothesisStrategy): readonly HypothesisMoment[] {
  return MOMENTS[strategy];
}
