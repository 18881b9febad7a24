import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../store/kube-object.js';
import { humanDuration } from './human-duration.js';
import { podTable } from './pod-table.js';

const s = 1000;
const m = 60 * s;
const h = 60 * m;
const d = 24 * h;

test.each([
  [0, '0s'],
  [119 * s, '119s'],
  [2 * m, '2m'],
  [2 * m + 30 * s, '2m30s'],
  [10 * m + 30 * s, '10m'],
  [3 * h + 5 * m, '3h5m'],
  [8 * h + 5 * m, '8h'],
  [47 * h, '47h'],
  [3 * d + 4 * h, '3d4h'],
  [8 * d + 4 * h, '8d'],
  [3 * 365 * d + 2 * d, '3y2d'],
  [9 * 365 * d, '9y'],
  [-5 * s, '<invalid>'],
])('%d ms are %s', (ms, wanted) => {
  expect(humanDuration(ms)).toBe(wanted);
});

describe('podTable', () => {
  const now = Date.parse('2026-01-01T00:10:00Z');
  const pod = (status: object, more: object = {}): KubeObject =>
    ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', creationTimestamp: '2026-01-01T00:09:30Z', ...more },
      spec: { containers: [{ name: 'c' }], initContainers: [{ name: 'i' }] },
      status,
    }) as unknown as KubeObject;
  const cells = (...args: Parameters<typeof pod>): unknown[] => podTable.cells(pod(...args), now).slice(1, 5);

  test('a pod that runs', () => {
    const status = {
      phase: 'Running',
      containerStatuses: [{ name: 'c', ready: true, restartCount: 0, state: { running: {} } }],
    };
    expect(cells(status)).toEqual(['1/1', 'Running', '0', '30s']);
  });

  test('a pod that crashes tells when it was restarted', () => {
    const lastState = { terminated: { finishedAt: '2026-01-01T00:09:50Z' } };
    const waiting = {
      name: 'c',
      ready: false,
      restartCount: 2,
      lastState,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
    };
    expect(cells({ phase: 'Running', containerStatuses: [waiting] })).toEqual([
      '0/1',
      'CrashLoopBackOff',
      '2 (10s ago)',
      '30s',
    ]);
  });

  test('init containers come first', () => {
    const init = { name: 'i', restartCount: 0, state: { running: {} } };
    expect(cells({ phase: 'Pending', initContainerStatuses: [init] })[1]).toBe('Init:0/1');
    const failed = { ...init, state: { terminated: { exitCode: 3, reason: 'Error' } } };
    expect(cells({ phase: 'Pending', initContainerStatuses: [failed] })[1]).toBe('Init:Error');
  });

  test('a pod that goes is Terminating, one that ended keeps its end', () => {
    const going = { deletionTimestamp: '2026-01-01T00:10:00Z' };
    expect(cells({ phase: 'Running' }, going)[1]).toBe('Terminating');
    const ended = [
      { name: 'c', restartCount: 0, state: { terminated: { exitCode: 0, reason: 'Completed' } } },
    ];
    expect(cells({ phase: 'Succeeded', containerStatuses: ended }, going)[1]).toBe('Completed');
  });
});
