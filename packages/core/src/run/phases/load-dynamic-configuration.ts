import { messageOf } from '@chaoskit/errors';
import { isExitRequested } from '../../activity/activity-outcome.js';
import { valueOfProbe } from '../../activity/call-provider.js';
import { runBareProbe } from '../../activity/run-bare-probe.js';
import type { Configuration } from '../../providers/provider.js';
import type { Json } from '../../values/json.js';
import { isJsonObject, setKey } from '../../values/json-object.js';
import type { RunScope } from '../run-scope.js';

/**
 * Runs the probes among the configuration, in order; each sees what was resolved before it (core.md §5.2). One that fails leaves
 * its entry out, with one warning at the end. The document stays as it is.
 */
export async function loadDynamicConfiguration(scope: RunScope, signal: AbortSignal): Promise<void> {
  const declared = scope.live.configuration;
  const entries = Object.entries(declared);
  if (!entries.some(([, value]) => isProbe(value))) return;
  const resolved: Configuration = {};
  let failed = false;
  for (const [key, value] of entries) {
    if (!isProbe(value)) {
      setKey(resolved, key, value);
      continue;
    }
    scope.live.setConfiguration({ ...resolved });
    const result = await runProbe(scope, key, value, signal);
    if (result === undefined) failed = true;
    else setKey(resolved, key, result);
  }
  scope.live.setConfiguration(resolved);
  if (failed) {
    scope.recorder.logger.warning(
      'Some of the dynamic configuration failed to be loaded.Please review the log file for understanding what happened.',
    );
  }
}

function isProbe(value: Json): boolean {
  return isJsonObject(value) && value.type === 'probe';
}

async function runProbe(
  scope: RunScope,
  key: string,
  probe: Json,
  signal: AbortSignal,
): Promise<Json | undefined> {
  try {
    const output = await runBareProbe(scope, probe, signal);
    const type = isJsonObject(probe) && isJsonObject(probe.provider) ? String(probe.provider.type) : '';
    const value = valueOfProbe(type, output);
    if (value === undefined) {
      scope.recorder.logger.error(`Failed to load the configuration entry '${key}': its process failed`);
    }
    return value;
  } catch (error) {
    if (signal.aborted || isExitRequested(error)) throw error;
    scope.recorder.logger.error(`Failed to load the configuration entry '${key}': ${messageOf(error)}`);
    return undefined;
  }
}
