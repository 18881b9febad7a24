import { ChaosError } from '@chaoskit/errors';
import type { FoundDefinition } from '../extension/definition-registry.js';
import type { Secrets } from '../providers/provider.js';
import type { RecordedUndos } from './recorded-undos.js';
import { secretsOf } from './secrets-of.js';

/** Why changes must not be taken back here: they would go to a cluster that the run did not touch. Undefined where they may. */
export async function refuseOtherCluster(
  { pending, targets }: RecordedUndos,
  from: {
    readonly find: (name: string) => Promise<FoundDefinition | undefined>;
    readonly secrets: Secrets;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
): Promise<ChaosError | undefined> {
  for (const undo of pending) {
    const { definition } = undo;
    const found = await from.find(definition);
    const secrets = secretsOf(undo, from.secrets);
    const target = await found?.definition.target?.({ secrets, env: from.env });
    if (target === undefined || targets.some(({ server }) => server === target.server)) continue;
    const touched = targets.map(({ context, server }) => `context ${context}, server ${server}`);
    return new ChaosError(
      'CHAOS_E_WRONG_CLUSTER',
      `the run changed ${touched.join(' and ') || 'no cluster'}, but ${definition} would now go to context ${target.context}, server ${target.server}`,
      { hint: 'set KUBECONFIG as it was for the run, or say with --context which cluster is meant' },
    );
  }
  return undefined;
}
