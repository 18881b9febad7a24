import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.js';
import { resolveSecrets } from '../resolve-secrets.js';
import { createVaultReader } from './vault-reader.js';
import { sendVaultRequest } from './vault-request.js';

const seen: string[] = [];
const secrets: Record<string, unknown> = {
  '/v1/secret/data/apps/web': { data: { data: { user: 'u', pin: 1.0 } } },
  '/v1/kv1/apps/old': { data: { token: 't' } },
  '/v1/secret/data/empty': { data: { data: {} } },
};
/** Part of a path or a body -> what is answered whatever else is asked. */
const failures: Record<string, { status: number; body: string }> = {
  sealed: { status: 503, body: '{"errors":["Vault is sealed"]}' },
  crashed: { status: 500, body: '<h1>Internal Server Error</h1>' },
  portal: { status: 200, body: '<h1>Please log in</h1>' },
  lost: { status: 404, body: '<h1>Not Found</h1>' },
  tokenless: { status: 200, body: '{"auth":null}' },
  'unknown-role': { status: 400, body: '{"errors":["invalid role name \\"unknown-role\\""]}' },
  expired: { status: 403, body: '{"errors":["service account jwt is expired"]}' },
};
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const broken = Object.entries(failures).find(
      ([part]) => request.url?.includes(part) || body.includes(part),
    );
    if (broken !== undefined) {
      response.statusCode = broken[1].status;
      response.end(broken[1].body);
      return;
    }
    const token = request.headers['x-vault-token'];
    seen.push(`${request.method} ${request.url} ${token ?? body}`);
    const path = request.url ?? '';
    const login = path.startsWith('/v1/auth/');
    const allowed = login ? !body.includes('wrong') : token === 'good';
    const found = login ? { auth: { client_token: 'good' } } : secrets[path];
    response.statusCode = allowed ? (found === undefined ? 404 : 200) : 403;
    response.end(JSON.stringify(allowed ? (found ?? { errors: [] }) : { errors: ['permission denied'] }));
  });
});
let address = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  seen.length = 0;
});

const resolve = (entries: JsonObject, configuration: JsonObject, env: Record<string, string> = {}) =>
  resolveSecrets(
    { g: entries },
    {
      env,
      configuration: { vault_addr: `${address}/`, ...configuration },
      vault: createVaultReader({
        send: sendVaultRequest,
        env,
        readFile: async (path) => {
          if (path === '/jwt') return Buffer.from('jwt-1\n');
          if (path === '/home/x/.vault-token') return Buffer.from('good\n');
          throw new Error('gone');
        },
      }),
    },
    new AbortController().signal,
  );

describe('what is read', () => {
  test('a key and a whole secret of KV version 2, with a token', async () => {
    const entries = {
      user: { type: 'vault', path: 'apps/web', key: 'user' },
      deep: { all: { type: 'vault', path: '/apps/web' } },
    };
    const { values, issues } = await resolve(entries, { vault_token: 'good' });
    expect(issues).toEqual([]);
    expect(values).toMatchObject({ g: { user: 'u', deep: { all: { user: 'u' } } } });
  });

  test('KV version 1 at another mount, with tokens of the environment', async () => {
    const entries = { t: { type: 'vault', path: 'apps/old', key: 'token' } };
    const configuration = { vault_kv_version: 1, vault_secrets_mount_point: 'kv1' };
    expect((await resolve(entries, configuration, { VAULT_TOKEN: 'good' })).values).toEqual({
      g: { t: 't' },
    });
    expect((await resolve(entries, configuration, { HOME: '/home/x' })).values).toEqual({ g: { t: 't' } });
  });

  test('AppRole and Kubernetes log in once for all secrets', async () => {
    const entry = { type: 'vault', path: 'apps/web', key: 'user' };
    const entries = { a: entry, b: entry };
    const approle = { vault_role_id: 'r', vault_role_secret: 's' };
    expect((await resolve(entries, approle)).values).toEqual({ g: { a: 'u', b: 'u' } });
    expect(seen).toEqual([
      'POST /v1/auth/approle/login {"role_id":"r","secret_id":"s"}',
      'GET /v1/secret/data/apps/web good',
      'GET /v1/secret/data/apps/web good',
    ]);
    await resolve(entries, { vault_sa_role: 'r', vault_sa_token_path: '/jwt', vault_k8s_mount_point: 'k' });
    expect(seen[3]).toBe('POST /v1/auth/k/login {"role":"r","jwt":"jwt-1"}');
  });
});

describe('what can not be read is one clear issue', () => {
  const web = { type: 'vault', path: 'apps/web', key: 'user' };
  test.each<[JsonObject, JsonObject, string, string]>([
    [{ type: 'vault', key: 'k' }, { vault_token: 'good' }, 'warning', "Missing Vault secret path for 'k'"],
    [
      { type: 'vault', path: 'empty' },
      { vault_token: 'good' },
      'warning',
      'No Vault secret found at path: empty',
    ],
    [
      { type: 'vault', path: 'gone' },
      { vault_token: 'good' },
      'error',
      'No Vault secret found at path: gone',
    ],
    [
      { ...web, key: 'zz' },
      { vault_token: 'good' },
      'error',
      "the Vault secret at path apps/web has no key 'zz'",
    ],
    [
      web,
      { vault_token: 'bad' },
      'error',
      'Vault does not let the secret at path apps/web be read: permission denied',
    ],
    [web, {}, 'error', 'there is no Vault token'],
    [
      web,
      { vault_role_id: 'wrong', vault_role_secret: 's' },
      'error',
      'Failed to connect to Vault with the AppRole: permission denied',
    ],
    [
      web,
      { vault_sa_role: 'r', vault_sa_token_path: '/no' },
      'error',
      'Failed to get service account token at: /no',
    ],
    [
      web,
      { vault_sa_role: 'wrong', vault_sa_token_path: '/jwt' },
      'error',
      "Failed to connect to Vault using service account with errors: 'permission denied'",
    ],
    [
      { ...web, path: 'sealed' },
      { vault_token: 'good' },
      'error',
      'Vault at ADDRESS failed: Vault is sealed',
    ],
    [{ ...web, path: 'crashed' }, { vault_token: 'good' }, 'error', 'Vault at ADDRESS failed: status 500'],
    ...['portal', 'lost'].map((path): [JsonObject, JsonObject, string, string] => [
      { ...web, path },
      { vault_token: 'good' },
      'error',
      `what is at ADDRESS answered with status ${path === 'lost' ? 404 : 200} and no JSON`,
    ]),
    ...(
      [
        ['sealed', 'Vault at ADDRESS failed: Vault is sealed'],
        ['crashed', 'Vault at ADDRESS failed: status 500'],
        ['portal', 'what is at ADDRESS answered with status 200 and no JSON'],
        [
          'tokenless',
          "Failed to connect to Vault using service account with errors: 'the answer has no token'",
        ],
        [
          'unknown-role',
          'Failed to connect to Vault using service account with errors: \'invalid role name "unknown-role"\'',
        ],
        [
          'expired',
          "Failed to connect to Vault using service account with errors: 'service account jwt is expired'",
        ],
      ] as const
    ).map(([role, message]): [JsonObject, JsonObject, string, string] => [
      web,
      { vault_sa_role: role, vault_sa_token_path: '/jwt' },
      'error',
      message,
    ]),
  ])('%j with %j', async (entry, configuration, severity, words) => {
    const message = words.replace('ADDRESS', address);
    const { values, issues } = await resolve({ s: entry }, configuration);
    expect(issues).toMatchObject([{ severity, message, place: { path: 'secrets.g.s' } }]);
    expect(values).toEqual({ g: { s: {} } });
  });

  test('a certificate that is not there', async () => {
    const { issues } = await resolve({ s: web }, { vault_token: 't' }, { VAULT_CACERT: '/no/ca.pem' });
    expect(issues).toMatchObject([
      { severity: 'error', message: "the certificate /no/ca.pem can't be read: gone" },
    ]);
  });

  test.each([{ vault_token: 't' }, { vault_sa_role: 'r', vault_sa_token_path: '/jwt' }])(
    'an address where nobody is, with %j',
    async (login) => {
      const { issues } = await resolve({ s: web }, { vault_addr: 'http://127.0.0.1:1', ...login });
      expect(issues).toHaveLength(1);
      expect(issues[0]?.message).toMatch(/^Vault at http:\/\/127\.0\.0\.1:1 can't be reached: /);
    },
  );
});

test('without a reader nobody is asked', async () => {
  const declared = { g: { s: { type: 'vault', path: 'x' } } };
  const signal = new AbortController().signal;
  expect(await resolveSecrets(declared, { env: {}, configuration: {} }, signal)).toEqual({
    values: { g: { s: {} } },
    issues: [],
  });
});
