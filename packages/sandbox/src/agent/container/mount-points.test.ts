import { expect, test } from 'vitest';
import { planMountPoints } from './mount-points.js';

const kinds: Record<string, 'folder' | 'file'> = {
  '/': 'folder',
  '/etc': 'folder',
  '/etc/passwd': 'file',
  '/var': 'folder',
  '/var/run': 'folder',
  '/run': 'folder',
  '/volume': 'folder',
  '/volume/file': 'file',
};
const facts = {
  kindOf: (path: string) => kinds[path],
  realPath: (path: string) => (path === '/var/run' ? '/run' : path),
};
const plan = (...targets: string[]) => {
  const mounts = targets.map((target) => ({ source: '/volume', target, readOnly: true }));
  const { mirrored, made } = planMountPoints(mounts, facts);
  return { mirrored, made: Object.fromEntries(made) };
};

test('a mount point that is there needs nothing', () => {
  expect(plan('/etc', '/etc/passwd')).toEqual({ mirrored: [], made: {} });
});

test('a missing one is made in a copy of the nearest folder; the root comes first', () => {
  expect(plan('/etc/app/config', '/config')).toEqual({
    mirrored: ['/', '/etc'],
    made: {
      '/etc/app/config': { path: '/etc/app/config', isFolder: true },
      '/config': { path: '/config', isFolder: true },
    },
  });
});

test('under /run, by whatever name, it is simply made', () => {
  expect(plan('/var/run/secrets/token')).toEqual({
    mirrored: [],
    made: { '/var/run/secrets/token': { path: '/run/secrets/token', isFolder: true } },
  });
});

test('inside another mount it is made there; a file for a file', () => {
  expect(plan('/config', '/config/deep').mirrored).toEqual(['/']);
  const mounts = [{ source: '/volume/file', target: '/etc/app.conf', readOnly: true }];
  expect(planMountPoints(mounts, facts).made.get('/etc/app.conf')).toEqual({
    path: '/etc/app.conf',
    isFolder: false,
  });
});
