import {
  type Json,
  type Logger,
  type ParsedDocument,
  resolveStrategies,
  type Strategies,
} from '@chaoskit/core';
import type { RunOptions } from '../command-line/run-options.js';

/** Settings, experiment and flags, the later ones winning (core.md §2.8). */
export function chooseStrategies(
  settings: Json,
  document: ParsedDocument,
  { hypothesisStrategy, rollbackStrategy }: RunOptions,
  log: Logger,
): Strategies {
  return resolveStrategies(
    {
      settings,
      experiment: document.value,
      ...(hypothesisStrategy === undefined ? {} : { hypothesis: hypothesisStrategy }),
      ...(rollbackStrategy === undefined ? {} : { rollbacks: rollbackStrategy }),
    },
    log,
  );
}
