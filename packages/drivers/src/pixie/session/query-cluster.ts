import { readFileSync } from 'node:fs';
import { ActivityFailedError, type DefinitionContext, type Json, pyStr } from '@chaoskit/core';
import { isChaosError, messageOf } from '@chaoskit/errors';
import { type CollectedTable, collectTables, openVizier, pixieSettings } from '@chaoskit/vizier';

type Sources = Pick<DefinitionContext, 'configuration' | 'secrets' | 'env' | 'signal'>;

/** Runs a script in the cluster that environment, configuration and secrets name (pixie.md §8). Whatever goes wrong fails the activity. */
export async function queryCluster(script: string, context: Sources): Promise<CollectedTable[]> {
  const { configuration, secrets, env, signal } = context;
  try {
    const { clusterId, options } = pixieSettings({
      env,
      clusterId: text(configuration.pixie_cluster_id),
      server: text(configuration.px_server_url),
      apiKey: text(secrets.api_key),
      readFile: (path) => readFileSync(path, 'utf8'),
    });
    const client = openVizier(options);
    try {
      await client.cluster(clusterId, signal);
      return await collectTables(client.execute({ clusterId, script }, signal));
    } finally {
      client.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw asFailure(error);
  }
}

const text = (value: Json | undefined): string | undefined =>
  value === undefined || value === null ? undefined : pyStr(value);

const advice: Readonly<Record<string, string>> = {
  PIXIE_E_NO_CLUSTER:
    'missing the Pixie cluster id. Set the PIXIE_CLUSTER_ID environment variable or the pixie_cluster_id configuration key',
  PIXIE_E_NO_KEY:
    'missing the Pixie API key. Set the PIXIE_API_KEY environment variable or the api_key secret',
};

function asFailure(error: unknown): unknown {
  if (!isChaosError(error)) return new ActivityFailedError(messageOf(error), { cause: error });
  const place =
    error.place?.line === undefined ? '' : ` (line ${error.place.line}, column ${error.place.column})`;
  return new ActivityFailedError(`${advice[error.code] ?? error.message}${place}`, {
    ...(error.hint !== undefined && { hint: error.hint }),
    cause: error,
  });
}
