import { afterEach, expect, test } from 'vitest';
import { KubeApiError, KubeConnectionError } from '../kube-errors.js';
import { kubeFromEnv } from '../kube-from-env.js';
import { type StubApi, type StubRoutes, startStubApi } from '../testing/stub-api.js';
import type { KubeClient } from './kube-client.js';
import { kinds } from './kube-resource.js';

const never = new AbortController().signal;
let stub: StubApi | undefined;
let client: KubeClient | undefined;

async function clientOf(routes: StubRoutes): Promise<{ stub: StubApi; client: KubeClient }> {
  stub = await startStubApi(routes);
  client = await kubeFromEnv({ secrets: {}, env: stub.env });
  return { stub, client };
}
afterEach(async () => {
  client?.close();
  await stub?.close();
});

const pod = (name: string) => ({ metadata: { name } });

test('lists page by page', async () => {
  const { stub, client } = await clientOf({
    'GET /api/v1/namespaces/a/pods': [
      { json: { metadata: { continue: 'x' }, items: [pod('1')] } },
      { json: { metadata: { resourceVersion: '7' }, items: [pod('2')] } },
    ],
  });
  const { items, resourceVersion } = await client.listFrom(
    kinds.pods,
    { namespace: 'a', labelSelector: 'app=x' },
    never,
  );
  expect(items.map(({ metadata }) => metadata.name)).toEqual(['1', '2']);
  expect(resourceVersion).toBe('7');
  expect(stub.seen[0]?.query).toMatchObject({ labelSelector: 'app=x' });
  expect(stub.seen[1]?.query).toMatchObject({ continue: 'x' });
  expect(stub.seen[0]?.headers.authorization).toBe('Bearer stub-token');
});

test.each([
  ['merge', 'application/merge-patch+json'],
  ['strategic', 'application/strategic-merge-patch+json'],
  ['json', 'application/json-patch+json'],
  ['apply', 'application/apply-patch+yaml'],
] as const)('%s patches say what they are', async (kind, type) => {
  const { stub, client } = await clientOf({ 'PATCH /apis/apps/v1/namespaces/a/deployments/d': { json: {} } });
  await client.patch(
    kinds.deployments,
    { namespace: 'a', name: 'd' },
    kind,
    { spec: { replicas: 2 } },
    never,
  );
  expect(stub.seen[0]).toMatchObject({ headers: { 'content-type': type }, body: { spec: { replicas: 2 } } });
});

test('a refusal carries status, reason and the words of the server', async () => {
  const { client } = await clientOf({
    'DELETE /api/v1/namespaces/a/pods/p': {
      status: 403,
      json: { kind: 'Status', reason: 'Forbidden', message: 'no way' },
    },
  });
  const error = await client
    .delete(kinds.pods, { namespace: 'a', name: 'p' }, { gracePeriodSeconds: 0 }, never)
    .catch((e: unknown) => e);
  expect(error).toBeInstanceOf(KubeApiError);
  expect(error).toMatchObject({ status: 403, reason: 'Forbidden', serverMessage: 'no way' });
});

test('a GET without an answer is sent again, a change is not', async () => {
  const { stub, client } = await clientOf({
    'GET /api/v1/pods': [{ drop: true }, { drop: true }, { json: { items: [pod('1')] } }],
    'DELETE /api/v1/namespaces/a/pods/p': { drop: true },
  });
  expect(await client.list(kinds.pods, {}, never)).toHaveLength(1);
  await expect(client.delete(kinds.pods, { namespace: 'a', name: 'p' }, {}, never)).rejects.toThrow(
    KubeConnectionError,
  );
  expect(stub.seen.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
});

test('a server that is not there is named', async () => {
  const absent = await kubeFromEnv({
    secrets: {},
    env: { KUBECONFIG: '/x/y', KUBERNETES_HOST: 'http://127.0.0.1:1' },
  });
  await expect(absent.list(kinds.pods, {}, never)).rejects.toThrow(
    /at http:\/\/127.0.0.1:1 can't be used: .*ECONNREFUSED/,
  );
});

test('a watch gives its events and ends with the connection', async () => {
  const events = [
    { type: 'ADDED', object: pod('1') },
    { type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } },
  ];
  const { client } = await clientOf({ 'GET /api/v1/namespaces/a/pods': { events } });
  const got: unknown[] = [];
  for await (const event of await client.watch(kinds.pods, { namespace: 'a' }, never)) got.push(event);
  expect(got).toEqual(events);
});

test('an ERROR event of a watch is an error with its code', async () => {
  const { client } = await clientOf({
    'GET /api/v1/pods': {
      events: [{ type: 'ERROR', object: { code: 410, reason: 'Expired', message: 'too old' } }],
    },
  });
  const watch = await client.watch(kinds.pods, {}, never);
  await expect(watch.next()).rejects.toMatchObject({ status: 410, reason: 'Expired' });
});

test('an abort ends a watch that is silent', async () => {
  const { client } = await clientOf({
    'GET /api/v1/pods': { events: [{ type: 'ADDED', object: pod('1') }], open: true },
  });
  const ended = new AbortController();
  const watch = await client.watch(kinds.pods, {}, ended.signal);
  expect((await watch.next()).value).toMatchObject({ type: 'ADDED' });
  const next = watch.next();
  ended.abort(new Error('enough'));
  await expect(next).rejects.toThrow('enough');
});

test('logs are text', async () => {
  const { stub, client } = await clientOf({ 'GET /api/v1/namespaces/a/pods/p/log': { text: 'hällo\n' } });
  expect(await client.log({ namespace: 'a', name: 'p' }, { timestamps: true, sinceSeconds: 5 }, never)).toBe(
    'hällo\n',
  );
  expect(stub.seen[0]?.query).toEqual({ timestamps: 'true', sinceSeconds: '5' });
});
