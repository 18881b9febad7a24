import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlainJson } from '@chaoskit/core';
import { afterEach, describe, expect, test } from 'vitest';
import { type DefinitionBench, startBench } from '../../testing/definition-bench.js';

let bench: DefinitionBench | undefined;
let folder: string | undefined;
afterEach(async () => {
  await bench?.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
  folder = undefined;
});

type Arguments = { readonly [name: string]: PlainJson };
const services = '/api/v1/namespaces/default/services';

describe('what was created', () => {
  async function created(now: object) {
    folder = await mkdtemp(join(tmpdir(), 'manifest-'));
    const file = join(folder, 'web.yaml');
    await writeFile(
      file,
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {externalName: yes}\n',
    );
    bench = await startBench({
      [`POST ${services}`]: { status: 201, json: {} },
      [`GET ${services}/web`]: { json: { metadata: { name: 'web', ...now } } },
      [`DELETE ${services}/web`]: { json: {} },
    });
    await bench.run('chaosk8s.service.actions.create_service_endpoint', { spec_path: file });
    return bench;
  }

  test('is deleted again, known by its field manager', async () => {
    const { stub, undos, run } = await created({});
    const manager = stub.seen[0]?.query.fieldManager ?? '';
    expect(manager).toMatch(/^chaoskit-/);
    expect(undos[0]).toMatchObject({
      name: 'chaoskit.kubernetes.delete_created_object',
      args: { plural: 'services', name: 'web', manager },
    });
    await run('chaoskit.kubernetes.delete_created_object', { ...(undos[0]?.args as Arguments), since_ms: 0 });
    expect(stub.seen.at(-1)?.method).toBe('GET');
  });

  test.each([
    [{ managedFields: [{ manager: 'kubectl' }] }, false],
    [{ creationTimestamp: '2020-01-01T00:00:00Z' }, false],
    [{ creationTimestamp: '2999-01-01T00:00:00Z' }, true],
  ])('an object with %j: deleted %s', async (now, deleted) => {
    const { stub, undos, run } = await created(now);
    await run('chaoskit.kubernetes.delete_created_object', undos[0]?.args as Arguments);
    expect(stub.seen.at(-1)?.method).toBe(deleted ? 'DELETE' : 'GET');
  });
});

describe('what was deleted or changed', () => {
  const web = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', uid: 'u', resourceVersion: '3', labels: { a: 'b' } },
    spec: { clusterIP: '10.0.0.1' },
    status: { loadBalancer: {} },
  };

  test('is made again where it is gone', async () => {
    bench = await startBench({
      [`GET ${services}/web`]: [{ json: web }, { status: 404, json: {} }],
      [`DELETE ${services}/web`]: { json: {} },
      [`POST ${services}`]: { json: {} },
    });
    await bench.run('chaosk8s.service.actions.delete_service', { name: 'web' });
    await bench.run('chaoskit.kubernetes.restore_object', bench.undos[0]?.args as Arguments);
    const { uid: _uid, resourceVersion: _version, ...metadata } = web.metadata;
    expect(bench.stub.seen.at(-1)).toMatchObject({
      method: 'POST',
      body: { apiVersion: 'v1', kind: 'Service', metadata, spec: web.spec },
    });
    expect(JSON.stringify(bench.undos[0]?.args)).not.toContain('loadBalancer');
  });

  test('is changed back where it is still there', async () => {
    bench = await startBench({
      [`GET ${services}/web`]: { json: { ...web, metadata: { ...web.metadata, resourceVersion: '9' } } },
      [`DELETE ${services}/web`]: { json: {} },
      [`PUT ${services}/web`]: [{ status: 409, json: { reason: 'Conflict' } }, { json: {} }],
    });
    await bench.run('chaosk8s.actions.remove_service_endpoint', { name: 'web' });
    await bench.run('chaoskit.kubernetes.restore_object', bench.undos[0]?.args as Arguments);
    expect(bench.stub.seen.at(-1)).toMatchObject({
      method: 'PUT',
      body: { metadata: { resourceVersion: '9' } },
    });
  });

  test('a Secret is not written into the log', async () => {
    bench = await startBench({ 'DELETE /api/v1/namespaces/default/secrets/creds': { json: {} } });
    await bench.run('chaosk8s.secret.actions.delete_secret', { name: 'creds' });
    expect(bench.undos).toEqual([]);
  });
});
