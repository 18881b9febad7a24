import type { Definition } from '@chaoskit/core';
import { collateral } from './health/collateral.js';
import { serviceHealth } from './health/service-health.js';
import { runScript, runScriptFromLocalFile } from './run-script.js';
import { thresholdTolerances } from './tolerances/threshold-tolerances.js';

/** What stands for `chaospixie`, and two probes of our own under `pixie`. */
export const pixieDriver: readonly Definition[] = [
  runScript,
  runScriptFromLocalFile,
  ...thresholdTolerances,
  serviceHealth,
  collateral,
];
