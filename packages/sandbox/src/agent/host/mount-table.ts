/** One line of `/proc/self/mountinfo` (proc(5)), as far as it is needed. */
export interface MountPoint {
  readonly path: string;
  /** Options of the mount itself: `rw`, `nosuid`, … */
  readonly options: readonly string[];
  readonly type: string;
}

/** Reads `/proc/self/mountinfo`. Of mounts stacked on one path only the last, visible one is kept. */
export function parseMountInfo(text: string): MountPoint[] {
  const points = new Map<string, MountPoint>();
  for (const line of text.split('\n')) {
    const [left = '', right = ''] = line.split(' - ');
    const fields = left.split(' ');
    const path = fields[4];
    if (path === undefined) continue;
    const decoded = path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    points.set(decoded, {
      path: decoded,
      options: (fields[5] ?? '').split(','),
      type: right.split(' ')[0] ?? '',
    });
  }
  return [...points.values()];
}
