import { expect, test } from 'vitest';
import { parseMountInfo } from './mount-table.js';

test('reads paths, options and types; the last mount on a path counts', () => {
  const text = [
    '22 28 0:21 / /proc rw,nosuid shared:12 - proc proc rw',
    '28 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard',
    '30 28 0:24 / /tmp rw - tmpfs tmpfs rw',
    '31 30 0:25 / /tmp ro,nosuid,nodev shared:1 master:2 - tmpfs tmpfs rw',
    String.raw`40 28 8:1 / /media/my\040disk rw - ext4 /dev/sda1 rw`,
    '',
  ].join('\n');
  expect(parseMountInfo(text)).toEqual([
    { path: '/proc', options: ['rw', 'nosuid'], type: 'proc' },
    { path: '/', options: ['rw', 'relatime'], type: 'ext4' },
    { path: '/tmp', options: ['ro', 'nosuid', 'nodev'], type: 'tmpfs' },
    { path: '/media/my disk', options: ['rw'], type: 'ext4' },
  ]);
});
