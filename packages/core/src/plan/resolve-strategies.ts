import { ChaosError } from '@chaoskit/errors';
import type { Logger } from '../events/logger.js';
import type { HypothesisStrategy, RollbackStrategy } from '../events/run-event.js';
import type { Json } from '../values/json.js';
import { isJsonObject, isTruthy } from '../values/json-object.js';
import { pyStr } from '../values/py-text.js';
import { HYPOTHESIS_STRATEGIES, MISSPELLED_STRATEGY, ROLLBACK_STRATEGIES } from './strategies.js';

export interface Strategies {
  readonly hypothesis: HypothesisStrategy;
  readonly rollbacks: RollbackStrategy;
}

/**
 * The strategies of a run: the command line, else the experiment's `runtime`, else the settings', else `default`, each strategy for
 * itself (core.md §2.8, Q-21). The old misspelling `continously` is understood, with a warning. An unknown strategy for rollbacks plays
 * none, as in the reference, but says so; for the hypothesis it throws `ChaosError`.
 */
export function resolveStrategies(
  from: {
    readonly settings?: Json;
    readonly experiment: Json;
    readonly hypothesis?: string;
    readonly rollbacks?: string;
  },
  log: Logger,
): Strategies {
  const pick = (part: 'hypothesis' | 'rollbacks', flag: string | undefined): string =>
    flag ?? declared(from.experiment, part) ?? declared(from.settings, part) ?? 'default';
  const hypothesis = pick('hypothesis', from.hypothesis);
  const rollbacks = pick('rollbacks', from.rollbacks);
  if (hypothesis === MISSPELLED_STRATEGY) {
    log.warning(
      'The "--hypothesis-strategy=continously" command is depreciating and will be removed in a future release, use "--hypothesis-strategy=continuously" instead',
    );
  }
  const strategies = {
    hypothesis: knownHypothesis(hypothesis === MISSPELLED_STRATEGY ? 'continuously' : hypothesis),
    rollbacks: knownRollbacks(rollbacks, log),
  };
  log.debug(
    `Runtime strategies: hypothesis - ${strategies.hypothesis} / rollbacks - ${strategies.rollbacks}`,
  );
  return strategies;
}

function declared(from: Json | undefined, part: string): string | undefined {
  const runtime = isJsonObject(from) ? from.runtime : undefined;
  const block = isJsonObject(runtime) ? runtime[part] : undefined;
  const strategy = isJsonObject(block) ? block.strategy : undefined;
  return isTruthy(strategy) ? pyStr(strategy ?? null) : undefined;
}

function knownHypothesis(value: string): HypothesisStrategy {
  const found = HYPOTHESIS_STRATEGIES.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new ChaosError('CHAOS_E_UNKNOWN_STRATEGY', `Unknown hypothesis strategy '${value}'`, {
    hint: `use one of ${HYPOTHESIS_STRATEGIES.join(', ')}`,
    place: { path: 'runtime.hypothesis.strategy' },
  });
}

function knownRollbacks(value: string, log: Logger): RollbackStrategy {
  const found = ROLLBACK_STRATEGIES.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const names = ROLLBACK_STRATEGIES.join(', ');
  log.warning(`Unknown rollbacks strategy '${value}': no rollbacks will be played, use one of ${names}`);
  return 'never';
}
