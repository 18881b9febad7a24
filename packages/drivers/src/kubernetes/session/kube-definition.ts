import {
  ActivityFailedError,
  type Definition,
  type DefinitionContext,
  defineAction,
  defineProbe,
  ExitRequestedError,
  type Input,
  type InputValues,
  InterruptExecutionError,
  type PlainJson,
  toPlain,
} from '@chaoskit/core';
import { isChaosError, messageOf } from '@chaoskit/errors';
import { findTarget, type KubeClient, type KubeSettings, nodeFiles } from '@chaoskit/kube';
import { ClientCache } from './client-cache.js';

/** An activity on a cluster, as it is written here: `run` gets a client besides arguments and context. */
export interface KubeSource<I extends Input> {
  readonly name: string;
  readonly summary: string;
  readonly aliases?: readonly string[];
  readonly input: I;
  run(args: InputValues<I>, context: DefinitionContext, kube: KubeClient): Promise<PlainJson | undefined>;
}

const clients = new ClientCache();

/** An action on the cluster that secrets and environment name. */
export const kubeAction = <I extends Input>(source: KubeSource<I>): Definition =>
  defineAction(onCluster(source));
/** A probe of the cluster that secrets and environment name. */
export const kubeProbe = <I extends Input>(source: KubeSource<I>): Definition =>
  defineProbe(onCluster(source));

function onCluster<I extends Input>(source: KubeSource<I>) {
  return {
    ...source,
    target: (from: Pick<DefinitionContext, 'secrets' | 'env'>) => findTarget(settingsOf(from), nodeFiles),
    async run(args: InputValues<I>, context: DefinitionContext) {
      try {
        return await source.run(args, context, await clients.clientFor(settingsOf(context)));
      } catch (error) {
        context.signal.throwIfAborted();
        throw asFailure(error);
      }
    },
  };
}

function settingsOf({ secrets, env }: Pick<DefinitionContext, 'secrets' | 'env'>): KubeSettings {
  const plain = Object.entries(secrets).map(([name, value]): [string, PlainJson] => [name, toPlain(value)]);
  return { secrets: Object.fromEntries(plain), env };
}

/** Whatever goes wrong on a cluster fails the activity (drivers.md §0.1); the run goes on. */
function asFailure(error: unknown): unknown {
  const known =
    error instanceof ActivityFailedError ||
    error instanceof InterruptExecutionError ||
    error instanceof ExitRequestedError;
  if (known) return error;
  // The journal and the log have only the message: what can be done about it belongs in there.
  const hint = isChaosError(error) && error.hint !== undefined ? ` (${error.hint})` : '';
  return new ActivityFailedError(messageOf(error) + hint, { cause: error });
}
