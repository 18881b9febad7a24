import type { Json, JsonObject } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { PythonWorker } from '../worker/python-worker.js';
import { WorkerCallError } from '../worker/worker-error.js';

/**
 * What a Python extension offers (core.md §19). Throws `CHAOS_E_DISCOVERY_FAILED` with the reference's words where the package is not
 * installed or has no `discover` function.
 */
export async function discoverPackage(
  worker: PythonWorker,
  name: string,
  options: { readonly system: boolean },
  signal: AbortSignal,
): Promise<Json> {
  try {
    const request = { op: 'discover', package: name, system: options.system };
    return await worker.call(request, `discovery of ${name}`, signal);
  } catch (reason) {
    if (!(reason instanceof WorkerCallError)) throw reason;
    const { type, text, message } = reason.error;
    const said = type === 'DiscoveryFailed' && text !== undefined ? text : message;
    throw new ChaosError('CHAOS_E_DISCOVERY_FAILED', said, { cause: reason });
  }
}

/** Gives an event to a notification channel of `type: plugin` (core.md §17). What goes wrong there is in the log, at debug. */
export async function notifyPlugin(
  worker: PythonWorker,
  channel: JsonObject,
  event: JsonObject,
  signal: AbortSignal,
): Promise<void> {
  await worker.call(
    { op: 'notify', channel, event },
    `notification plugin ${String(channel.module)}`,
    signal,
  );
}
