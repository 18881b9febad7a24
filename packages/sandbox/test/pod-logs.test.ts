import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callApi, until } from './api-client.js';
import { type LocalCluster, startLocalCluster } from './local-cluster.js';

describe('logs of pods', () => {
  let folder: string;
  let cluster: LocalCluster;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaoskit-logs-'));
    cluster = await startLocalCluster(folder);
  });
  afterAll(async () => {
    await cluster.close();
    await rm(folder, { recursive: true });
  });

  /** Makes a pod that runs; answers its uid. */
  async function runningPod(name: string): Promise<string> {
    const spec = { containers: [{ name: 'c', image: 'registry.k8s.io/pause:3.9' }] };
    await callApi(cluster, '/api/v1/namespaces/default/pods', {
      method: 'POST',
      body: { metadata: { name }, spec },
    });
    const pod = await until(
      'the pod to run',
      () => cluster.store.get({ resource: 'pods', namespace: 'default', name }),
      (one) => (one?.status as { phase?: string } | undefined)?.phase === 'Running',
    );
    return pod?.metadata.uid ?? '';
  }

  async function write(uid: string, text: string, attempt = 0): Promise<void> {
    const file = join(cluster.logsDir, uid, 'c', `${attempt}.log`);
    await mkdir(dirname(file), { recursive: true });
    await appendFile(file, text);
  }

  const log = (name: string, query = '', call = {}): ReturnType<typeof callApi> =>
    callApi(cluster, `/api/v1/namespaces/default/pods/${name}/log${query}`, call);

  const entry = (second: number, text: string, tag = 'F'): string =>
    `2026-01-01T00:00:0${second}.000000000Z stdout ${tag} ${text}\n`;

  test('the whole, the end, since a time, with times, up to a limit', async () => {
    const uid = await runningPod('reads');
    expect((await log('reads')).text).toBe('');
    await write(
      uid,
      entry(1, 'one') + entry(2, 'two words') + entry(3, 'part', 'P') + entry(3, 'ed') + entry(4, ''),
    );
    expect((await log('reads')).text).toBe('one\ntwo words\nparted\n\n');
    expect((await log('reads', '?tailLines=2')).text).toBe('parted\n\n');
    expect((await log('reads', '?tailLines=0')).text).toBe('');
    expect((await log('reads', '?sinceTime=2026-01-01T00:00:03Z')).text).toBe('parted\n\n');
    expect((await log('reads', '?sinceSeconds=60')).text).toBe('');
    expect((await log('reads', '?limitBytes=5')).text).toBe('one\nt');
    const times = await log('reads', '?timestamps=true&tailLines=2');
    expect(times.text).toBe('2026-01-01T00:00:03.000000000Z parted\n2026-01-01T00:00:04.000000000Z \n');
  });

  test('following shows what comes, and ends with the pod', async () => {
    const uid = await runningPod('follows');
    await write(uid, entry(1, 'before'));
    let seen = '';
    const reply = log('follows', '?follow=true', {
      onText: (text: string) => {
        seen += text;
      },
    });
    await until(
      'the first line',
      () => seen,
      (text) => text === 'before\n',
    );
    await write(uid, entry(2, 'after'));
    await until(
      'the second line',
      () => seen,
      (text) => text === 'before\nafter\n',
    );
    await write(uid, entry(3, 'last'));
    await callApi(cluster, '/api/v1/namespaces/default/pods/follows?gracePeriodSeconds=0', {
      method: 'DELETE',
    });
    expect((await reply).text).toBe('before\nafter\nlast\n');
  });

  test('following a file that is not there yet', async () => {
    const uid = await runningPod('waits');
    let seen = '';
    const end = new AbortController();
    const reply = log('waits', '?follow=true', {
      signal: end.signal,
      onText: (text: string) => {
        seen += text;
      },
    });
    await write(uid, entry(1, 'here'));
    await until(
      'the line',
      () => seen,
      (text) => text === 'here\n',
    );
    end.abort();
    await expect(reply).rejects.toThrow();
  });

  test('the previous container, where there was one', async () => {
    const uid = await runningPod('restarts');
    const refused = await log('restarts', '?previous=true');
    expect([refused.status, refused.json]).toMatchObject([
      400,
      { message: 'previous terminated container "c" in pod "restarts" not found' },
    ]);
    const pod = structuredClone(
      cluster.store.get({ resource: 'pods', namespace: 'default', name: 'restarts' }),
    );
    if (pod === undefined) throw new Error('the pod is gone');
    const status = pod.status as { containerStatuses: { restartCount: number }[] };
    for (const one of status.containerStatuses) one.restartCount = 1;
    await write(uid, entry(1, 'first run'), 0);
    await write(uid, entry(2, 'second run'), 1);
    cluster.store.updateStatus('pods', pod);
    expect((await log('restarts', '?previous=true')).text).toBe('first run\n');
    expect((await log('restarts')).text).toBe('second run\n');
  });
});
