import type { Configuration } from '../../providers/provider.js';
import type { Environment } from '../environment-value.js';
import { getKey } from '../json-object.js';
import { pyStr } from '../py-text.js';

/** How Vault is asked for a token. */
type VaultLogin =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'approle'; readonly roleId: string; readonly secretId: string }
  | { readonly kind: 'kubernetes'; readonly role: string; readonly mount: string; readonly tokenPath: string }
  /** The token file that Vault's own command writes. */
  | { readonly kind: 'file'; readonly path: string };

export interface VaultSettings {
  /** Without a slash at its end. */
  readonly address: string;
  readonly kvVersion: '1' | '2';
  readonly mount: string;
  readonly login: VaultLogin;
  /** Files with certificates. */
  readonly tlsFiles: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** Reads where Vault is and how to log in from configuration and environment (core.md §6.3). */
export function vaultSettings(configuration: Configuration, env: Environment): VaultSettings {
  const setting = (name: string): string | undefined => {
    const value = getKey(configuration, name) ?? null;
    return value === null || value === '' ? undefined : pyStr(value);
  };
  const address = setting('vault_addr') ?? env.VAULT_ADDR ?? 'http://localhost:8200';
  return {
    address: address.replace(/\/+$/, ''),
    kvVersion: setting('vault_kv_version') === '1' ? '1' : '2',
    mount: setting('vault_secrets_mount_point') ?? 'secret',
    login: loginOf(setting, env),
    tlsFiles: {
      ...(env.VAULT_CACERT ? { ca: env.VAULT_CACERT } : {}),
      ...(env.VAULT_CLIENT_CERT ? { cert: env.VAULT_CLIENT_CERT } : {}),
      ...(env.VAULT_CLIENT_KEY ? { key: env.VAULT_CLIENT_KEY } : {}),
    },
  };
}

function loginOf(setting: (name: string) => string | undefined, env: Environment): VaultLogin {
  const token = setting('vault_token');
  if (token !== undefined) return { kind: 'token', token };
  const roleId = setting('vault_role_id');
  const secretId = setting('vault_role_secret');
  if (roleId !== undefined && secretId !== undefined) return { kind: 'approle', roleId, secretId };
  const role = setting('vault_sa_role');
  if (role !== undefined) {
    const mount = setting('vault_k8s_mount_point') ?? 'kubernetes';
    return {
      kind: 'kubernetes',
      role,
      mount,
      tokenPath: setting('vault_sa_token_path') ?? SERVICE_ACCOUNT_TOKEN,
    };
  }
  if (env.VAULT_TOKEN) return { kind: 'token', token: env.VAULT_TOKEN };
  return { kind: 'file', path: `${env.HOME ?? ''}/.vault-token` };
}
