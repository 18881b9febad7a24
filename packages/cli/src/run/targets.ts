import {
  type Configuration,
  distinctTargets,
  isJsonObject,
  type ParsedDocument,
  planExperiment,
  type RunTarget,
  refuseWrongCluster,
  type Secrets,
  type Strategies,
  targetedActivities,
} from '@chaoskit/core';
import type { RunOptions } from '../command-line/run-options.js';
import type { CommandContext } from '../context.js';
import { stateFolderPath } from '../state/state-folder.js';
import type { Session } from './session.js';

interface Planned {
  readonly document: ParsedDocument;
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly strategies: Strategies;
}

/**
 * The clusters that a run will touch, found without a request. Throws where a sandbox is up in this folder and an action would go to
 * another cluster that nobody named.
 */
export async function findTargets(
  { host }: CommandContext,
  { engine, env }: Session,
  { document, ...values }: Planned,
  options: RunOptions,
): Promise<readonly RunTarget[]> {
  const experiment = document.value;
  if (!isJsonObject(experiment)) return [];
  const plan = planExperiment(experiment, { ...values, dry: options.dry ?? null });
  const activities = await targetedActivities(plan, { secrets: values.secrets, env, find: engine.find });
  if (activities.length > 0 && options.sandbox === undefined) {
    const { findSandbox } = await import('@chaoskit/sandbox');
    const sandbox = await findSandbox({ stateDir: stateFolderPath(host, options.stateDir) });
    const refusal = refuseWrongCluster(activities, {
      ...(sandbox === undefined ? {} : { sandboxContext: sandbox.context }),
      ...(options.context === undefined ? {} : { context: options.context }),
    });
    if (refusal !== undefined) throw refusal;
  }
  return distinctTargets(activities);
}
