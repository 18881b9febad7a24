import {
  type Configuration,
  type Issue,
  isJsonObject,
  type Json,
  type JsonObject,
  type ParsedDocument,
  resolveConfiguration,
  resolveSecrets,
  type Secrets,
} from '@chaoskit/core';
import type { Overrides } from './overrides.js';
import type { Session } from './session.js';

export interface ResolvedValues {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly issues: readonly Issue[];
}

/** Resolves the declared configuration and secrets (core.md §5, §6); probes among them run later. */
export async function resolveValues(
  document: ParsedDocument,
  overrides: Overrides,
  { env, vault }: Pick<Session, 'env' | 'vault'>,
  signal: AbortSignal,
): Promise<ResolvedValues> {
  const experiment = objectOf(document.value);
  const configuration = resolveConfiguration(objectOf(experiment.configuration), {
    env,
    overrides: overrides.configuration,
    document,
  });
  const secrets = await resolveSecrets(
    objectOf(experiment.secrets),
    { env, vault, configuration: configuration.values, overrides: overrides.secrets, document },
    signal,
  );
  return {
    configuration: configuration.values,
    secrets: secrets.values,
    issues: [...configuration.issues, ...secrets.issues],
  };
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});
