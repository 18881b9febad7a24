import { expect, test } from 'vitest';
import { KubeConfigError } from '../kube-errors.js';
import { findAccess, findTarget } from './find-access.js';
import type { KubeFiles } from './kube-files.js';

const never = new AbortController().signal;

function filesOf(files: Record<string, string>): KubeFiles {
  return {
    isFile: async (path) => path in files,
    async read(path) {
      const text = files[path];
      if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      return text;
    },
  };
}

const config = `
apiVersion: v1
current-context: one
clusters:
- {name: c, cluster: {server: "https://10.0.0.1:6443", certificate-authority: ca.crt, tls-server-name: api}}
- {name: open, cluster: {server: "http://127.0.0.1:8080", insecure-skip-tls-verify: true}}
users:
- {name: u, user: {token: abc}}
- {name: f, user: {tokenFile: token, as: boss, as-groups: [a, b]}}
- {name: p, user: {username: me, password: pw}}
contexts:
- {name: one, context: {cluster: c, user: u}}
- {name: two, context: {cluster: open, user: f}}
- {name: three, context: {cluster: open, user: p}}
- {name: lost, context: {cluster: gone, user: u}}
`;
const files = filesOf({
  '/home/me/.kube/config': config,
  '/home/me/.kube/ca.crt': 'CA',
  '/home/me/.kube/token': 'from-file\n',
});
const env = { HOME: '/home/me' };

test('a kubeconfig file wins over explicit keys', async () => {
  const access = await findAccess(
    { secrets: { KUBERNETES_HOST: 'http://other', KUBERNETES_API_KEY: 'k' }, env },
    files,
  );
  expect(access).toMatchObject({
    target: { context: 'one', server: 'https://10.0.0.1:6443' },
    ca: 'CA',
    verify: true,
    serverName: 'api',
  });
  expect(await access.credentials(never)).toEqual({ headers: { Authorization: 'Bearer abc' } });
});

test('a secret chooses the context before the environment does', async () => {
  const settings = { secrets: { KUBERNETES_CONTEXT: 'two' }, env: { ...env, KUBERNETES_CONTEXT: 'three' } };
  const access = await findAccess(settings, files);
  expect(access).toMatchObject({ target: { context: 'two' }, verify: false });
  expect((await access.credentials(never)).headers).toEqual({
    Authorization: 'Bearer from-file',
    'Impersonate-User': 'boss',
    'Impersonate-Group': ['a', 'b'],
  });
});

test('name and password are sent', async () => {
  const access = await findAccess({ secrets: {}, env: { ...env, KUBERNETES_CONTEXT: 'three' } }, files);
  expect((await access.credentials(never)).headers).toEqual({ Authorization: `Basic ${btoa('me:pw')}` });
});

test.each([
  ['missing', /has no context "missing"/],
  ['lost', /names the cluster "gone", which is not in the file/],
])('context %s is refused', async (name, message) => {
  const failed = findTarget({ secrets: {}, env: { ...env, KUBERNETES_CONTEXT: name } }, files);
  await expect(failed).rejects.toThrow(KubeConfigError);
  await expect(failed).rejects.toThrow(message);
});

test('several files are read as kubectl does: the first entry of a name counts', async () => {
  const several = filesOf({
    '/a/one':
      'contexts: [{name: x, context: {cluster: c, user: u}}]\nusers: [{name: u, user: {tokenFile: t}}]\n',
    '/b/two':
      'current-context: x\nclusters: [{name: c, cluster: {server: "https://h", certificate-authority: ca}}]\nusers: [{name: u, user: {token: no}}]\n',
    '/a/t': 'yes',
    '/b/ca': 'CA',
  });
  const access = await findAccess({ secrets: {}, env: { KUBECONFIG: '/a/one:/missing:/b/two' } }, several);
  expect(access).toMatchObject({ target: { context: 'x', server: 'https://h' }, ca: 'CA' });
  expect((await access.credentials(never)).headers).toEqual({ Authorization: 'Bearer yes' });
});

test('a file that is no YAML is named', async () => {
  const broken = filesOf({ '/k': 'a: [' });
  await expect(findTarget({ secrets: {}, env: { KUBECONFIG: '/k' } }, broken)).rejects.toThrow(
    /\/k is not readable as YAML/,
  );
});

test('an exec plugin gives the token', async () => {
  const plugin = `current-context: x
clusters: [{name: c, cluster: {server: "https://10.0.0.1"}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
users:
- name: u
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: ${process.execPath}
      args: [-e, 'console.log(JSON.stringify({status: {token: process.env.WORD}}))']
      env: [{name: WORD, value: sesame}]
`;
  const access = await findAccess({ secrets: {}, env: { KUBECONFIG: '/k' } }, filesOf({ '/k': plugin }));
  expect(await access.credentials(never)).toEqual({ headers: { Authorization: 'Bearer sesame' } });
});

test('an exec plugin that fails is named with its context', async () => {
  const plugin = `current-context: x
clusters: [{name: c, cluster: {server: "https://10.0.0.1"}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
users: [{name: u, user: {exec: {command: /no/such/plugin}}}]
`;
  const access = await findAccess({ secrets: {}, env: { KUBECONFIG: '/k' } }, filesOf({ '/k': plugin }));
  await expect(access.credentials(never)).rejects.toThrow(
    /no credentials for context "x" of \/k: spawn \/no\/such\/plugin ENOENT/,
  );
});

test('in a pod the service account is used', async () => {
  const folder = '/var/run/secrets/kubernetes.io/serviceaccount';
  const pod = filesOf({ [`${folder}/ca.crt`]: 'CA', [`${folder}/token`]: 't' });
  const inPod = {
    CHAOSTOOLKIT_IN_POD: 'true',
    KUBERNETES_SERVICE_HOST: '10.96.0.1',
    KUBERNETES_SERVICE_PORT: '443',
  };
  const access = await findAccess({ secrets: {}, env: { HOME: '/x', ...inPod } }, pod);
  expect(access).toMatchObject({
    target: { context: 'in-cluster', server: 'https://10.96.0.1' },
    ca: 'CA',
    verify: true,
  });
  expect((await access.credentials(never)).headers).toEqual({ Authorization: 'Bearer t' });
});

test.each([
  [{}, { KUBERNETES_API_KEY: 'k', KUBERNETES_API_KEY_PREFIX: 'Token' }, 'Token k'],
  [{ KUBERNETES_API_KEY: 's' }, { KUBERNETES_API_KEY: 'e' }, 'Bearer s'],
  [{}, { KUBERNETES_USERNAME: 'a' }, `Basic ${btoa('a:')}`],
  [{}, {}, undefined],
])('explicit keys %j %j', async (secrets, more, authorization) => {
  const access = await findAccess({ secrets, env: { HOME: '/x', ...more } }, filesOf({}));
  expect(access).toMatchObject({
    target: { context: 'none', server: 'http://localhost' },
    hint: 'no kubeconfig file was found at /x/.kube/config, and KUBERNETES_HOST is not set',
  });
  expect((await access.credentials(never)).headers.Authorization).toBe(authorization);
});

test.each([
  [undefined, true],
  ['false', false],
  ['0', false],
  ['true', true],
  ['', true],
])('KUBERNETES_VERIFY_SSL=%j', async (value, verify) => {
  const access = await findAccess(
    { secrets: {}, env: { HOME: '/x', KUBERNETES_VERIFY_SSL: value } },
    filesOf({}),
  );
  expect(access.verify).toBe(verify);
});

test.each([
  ['http://proxy:3128', undefined, 'http://10.1.1.1', 'http://proxy:3128'],
  ['http://proxy:3128', '10.1.1.1', 'http://10.1.1.1', undefined],
  ['http://proxy:3128', '.example.com', 'http://k.example.com', undefined],
  ['http://proxy:3128', 'example.com:1', 'http://k.example.com', 'http://proxy:3128'],
  ['http://proxy:3128', undefined, 'http://127.0.0.1:80', undefined],
])('HTTP_PROXY=%s NO_PROXY=%s for %s', async (HTTP_PROXY, NO_PROXY, KUBERNETES_HOST, proxy) => {
  const access = await findAccess(
    { secrets: {}, env: { HOME: '/x', HTTP_PROXY, NO_PROXY, KUBERNETES_HOST } },
    filesOf({}),
  );
  expect(access.proxy).toBe(proxy);
});
