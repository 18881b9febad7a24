import type { Secrets } from '../providers/provider.js';
import { injectedSecrets } from '../values/injected-secrets.js';
import type { JsonObject } from '../values/json.js';
import type { PendingUndo } from './recorded-undos.js';

/** The merged groups of secrets that an undo is played with. */
export function secretsOf({ secrets: groups = [] }: PendingUndo, secrets: Secrets): JsonObject {
  return injectedSecrets([...groups], secrets) ?? {};
}
