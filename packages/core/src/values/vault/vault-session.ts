import { messageOf } from '@chaoskit/errors';
import type { Environment } from '../environment-value.js';
import type { Json } from '../json.js';
import { getKey, isJsonObject } from '../json-object.js';
import { parseJsonValue } from '../parse-json.js';
import { pyStr } from '../py-text.js';
import type { SendVaultRequest, VaultTls } from './vault-request.js';
import type { VaultSettings } from './vault-settings.js';

const TLS_HINT = 'VAULT_CACERT, VAULT_CLIENT_CERT and VAULT_CLIENT_KEY name such files';

export interface VaultPorts {
  readonly send: SendVaultRequest;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly env: Environment;
  /** For each request, in milliseconds. @default 30_000 */
  readonly timeoutMs?: number;
}

/** What Vault, or the lack of a token, refuses; in words for an issue. */
export class VaultRefusal extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** One login to Vault, and what is read with it. */
export class VaultSession {
  readonly #settings: VaultSettings;
  readonly #ports: VaultPorts;
  readonly #tls: VaultTls;
  readonly #token: string;

  private constructor(settings: VaultSettings, ports: VaultPorts, tls: VaultTls, token: string) {
    this.#settings = settings;
    this.#ports = ports;
    this.#tls = tls;
    this.#token = token;
  }

  static async open(settings: VaultSettings, ports: VaultPorts, signal: AbortSignal): Promise<VaultSession> {
    const tls = await readTls(settings, ports);
    return new VaultSession(settings, ports, tls, await logIn(settings, ports, tls, signal));
  }

  /** The payload of the secret; undefined where it has none. */
  async read(path: string, signal: AbortSignal): Promise<Json | undefined> {
    const { kvVersion, mount } = this.#settings;
    const where = kvVersion === '1' ? `${mount}/${path}` : `${mount}/data/${path}`;
    const url = `${this.#settings.address}/v1/${encodePath(where)}`;
    const headers = { 'X-Vault-Request': 'true', 'X-Vault-Token': this.#token };
    const answer = await send(this.#ports, { method: 'GET', url, headers, tls: this.#tls }, signal);
    if (answer.status === 404 && answer.json !== undefined) {
      throw new VaultRefusal(
        `No Vault secret found at path: ${path}`,
        `asked for ${where}; check vault_kv_version and the mount point`,
      );
    }
    refuseBroken(answer, this.#settings);
    if (answer.status >= 400) {
      throw new VaultRefusal(
        `Vault does not let the secret at path ${path} be read: ${errorsOf(answer)}`,
        'check the token and its policies',
      );
    }
    const data = part(answer.json, 'data');
    return kvVersion === '1' ? data : part(data, 'data');
  }
}

async function logIn(
  settings: VaultSettings,
  ports: VaultPorts,
  tls: VaultTls,
  signal: AbortSignal,
): Promise<string> {
  const { login } = settings;
  switch (login.kind) {
    case 'token':
      return login.token;
    case 'file':
      return readText(ports, login.path).catch(() => {
        throw new VaultRefusal(
          'there is no Vault token',
          'set vault_token in the configuration, or VAULT_TOKEN',
        );
      });
    case 'approle': {
      const body = { role_id: login.roleId, secret_id: login.secretId };
      const failure = 'Failed to connect to Vault with the AppRole: ';
      return tokenFrom(settings, ports, tls, signal, { path: 'auth/approle/login', body, failure, end: '' });
    }
    case 'kubernetes': {
      const jwt = await readText(ports, login.tokenPath).catch(() => {
        throw new VaultRefusal(
          `Failed to get service account token at: ${login.tokenPath}`,
          'set vault_sa_token_path',
        );
      });
      const failure = "Failed to connect to Vault using service account with errors: '";
      const path = `auth/${login.mount}/login`;
      return tokenFrom(settings, ports, tls, signal, {
        path,
        body: { role: login.role, jwt },
        failure,
        end: "'",
      });
    }
  }
}

interface LoginCall {
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
  /** What stands before and after the reason in the reference's words. */
  readonly failure: string;
  readonly end: string;
}

async function tokenFrom(
  settings: VaultSettings,
  ports: VaultPorts,
  tls: VaultTls,
  signal: AbortSignal,
  { path, body, failure, end }: LoginCall,
): Promise<string> {
  const url = `${settings.address}/v1/${encodePath(path)}`;
  const headers = { 'X-Vault-Request': 'true', 'Content-Type': 'application/json' };
  const answer = await send(ports, { method: 'POST', url, headers, body: JSON.stringify(body), tls }, signal);
  refuseBroken(answer, settings);
  const token = part(part(answer.json, 'auth'), 'client_token');
  if (answer.status < 400 && typeof token === 'string') return token;
  const reason = answer.status < 400 ? 'the answer has no token' : errorsOf(answer);
  throw new VaultRefusal(`${failure}${reason}${end}`, `logging in at ${url}`);
}

interface VaultAnswer {
  readonly status: number;
  /** Undefined where the body is no JSON. */
  readonly json: Json | undefined;
}

/** What says nothing of the secret or the login: a server that fails, or that is no Vault. */
function refuseBroken(answer: VaultAnswer, { address }: VaultSettings): void {
  if (answer.status >= 500) {
    const hint = 'its status is at /v1/sys/health: it may be sealed, on standby or overloaded';
    throw new VaultRefusal(`Vault at ${address} failed: ${errorsOf(answer)}`, hint);
  }
  if (answer.json !== undefined) return;
  const message = `what is at ${address} answered with status ${answer.status} and no JSON`;
  throw new VaultRefusal(
    message,
    'check vault_addr, or VAULT_ADDR: it may be no Vault, or a proxy before it',
  );
}

async function send(
  { send: request, timeoutMs = 30_000 }: VaultPorts,
  call: Omit<Parameters<SendVaultRequest>[0], 'signal'>,
  signal: AbortSignal,
): Promise<VaultAnswer> {
  const { status, body } = await request({
    ...call,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  try {
    return { status, json: parseJsonValue(body) };
  } catch {
    return { status, json: undefined };
  }
}

function errorsOf({ status, json }: VaultAnswer): string {
  const errors = part(json, 'errors');
  const texts = Array.isArray(errors) ? errors.map(pyStr).filter((text) => text !== '') : [];
  return texts.length > 0 ? texts.join(', ') : `status ${status}`;
}

function part(value: Json | undefined, key: string): Json | undefined {
  return isJsonObject(value) ? getKey(value, key) : undefined;
}

async function readTls({ tlsFiles }: VaultSettings, ports: VaultPorts): Promise<VaultTls> {
  const tls: { ca?: string; cert?: string; key?: string } = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const file = tlsFiles[name];
    if (file === undefined) continue;
    tls[name] = await readText(ports, file).catch((cause: unknown) => {
      throw new VaultRefusal(`the certificate ${file} can't be read: ${messageOf(cause)}`, TLS_HINT);
    });
  }
  return tls;
}

async function readText({ readFile }: VaultPorts, path: string): Promise<string> {
  return new TextDecoder().decode(await readFile(path)).trim();
}

function encodePath(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .map(encodeURIComponent)
    .join('/');
}
