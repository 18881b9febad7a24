import { messageOf } from '@chaoskit/errors';
import type { Json, JsonObject } from '../json.js';
import { getKey, isJsonObject, isTruthy } from '../json-object.js';
import { pyStr } from '../py-text.js';
import type { VaultReader } from '../resolve-secrets.js';
import { type VaultPorts, VaultRefusal, VaultSession } from './vault-session.js';
import { vaultSettings } from './vault-settings.js';

/**
 * Reads `type: vault` secrets over Vault's HTTP API (core.md §6.3): KV versions 1 and 2; a token, AppRole or Kubernetes login, made once for
 * each address and way of logging in. Answers the issue instead where there is no such secret or Vault does not let it be read.
 */
export function createVaultReader(ports: VaultPorts): VaultReader {
  const sessions = new Map<string, Promise<VaultSession>>();
  return async (entry, configuration, signal) => {
    const path = getKey(entry, 'path');
    if (!isTruthy(path)) {
      const name = pyStr(getKey(entry, 'key') ?? null);
      return { severity: 'warning', problem: `Missing Vault secret path for '${name}'` };
    }
    const settings = vaultSettings(configuration, ports.env);
    const key = JSON.stringify(settings);
    try {
      let session = sessions.get(key);
      if (session === undefined) {
        session = VaultSession.open(settings, ports, signal);
        sessions.set(key, session);
      }
      return answerOf(await (await session).read(pyStr(path ?? null), signal), entry, pyStr(path ?? null));
    } catch (reason) {
      signal.throwIfAborted();
      if (reason instanceof VaultRefusal)
        return { severity: 'error', problem: reason.message, hint: reason.hint };
      const problem = `Vault at ${settings.address} can't be reached: ${messageOf(reason)}`;
      return { severity: 'error', problem, hint: 'check vault_addr, or VAULT_ADDR' };
    }
  };
}

function answerOf(
  payload: Json | undefined,
  entry: JsonObject,
  path: string,
): Awaited<ReturnType<VaultReader>> {
  if (!isJsonObject(payload) || !isTruthy(payload)) {
    return { severity: 'warning', problem: `No Vault secret found at path: ${path}` };
  }
  const key = getKey(entry, 'key') ?? null;
  if (key === null) return { value: payload };
  const value = typeof key === 'string' ? getKey(payload, key) : undefined;
  if (value !== undefined) return { value };
  const hint = `it has ${Object.keys(payload).join(', ')}`;
  return { severity: 'error', problem: `the Vault secret at path ${path} has no key '${pyStr(key)}'`, hint };
}
