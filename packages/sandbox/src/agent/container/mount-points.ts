import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ContainerConfig } from '../../kubelet/pod-runtime.js';

type Mounts = ContainerConfig['mounts'];

/** What a container's mounts need before they can be made: a mount point must be there, and the host's folders can't be written to. */
export interface MountPointPlan {
  /** Folders that get a copy of themselves, whose entries are those of the host, so that something can be added. `/` first. */
  readonly mirrored: readonly string[];
  /** Mount points to make, by the mount's target. */
  readonly made: ReadonlyMap<string, MountPoint>;
}

/** A folder, or a file for the mount of a single file. */
export interface MountPoint {
  readonly path: string;
  readonly isFolder: boolean;
}

/** What is asked of the file system; paths are absolute. */
export interface PathFacts {
  readonly kindOf: (path: string) => 'folder' | 'file' | undefined;
  /** With links followed. */
  readonly realPath: (path: string) => string;
}

export const hostPathFacts: PathFacts = {
  kindOf: (path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? undefined : stats.isDirectory() ? 'folder' : 'file';
  },
  realPath: (path) => realpathSync(path),
};

/** Each container has a fresh, writable `/run`: mount points are simply made there. */
const freshFolder = '/run';

export function planMountPoints(mounts: Mounts, facts: PathFacts): MountPointPlan {
  const mirrored = new Set<string>();
  const made = new Map<string, MountPoint>();
  for (const { source, target } of mounts) {
    const { ancestor, rest } = nearest(target, facts);
    const inFresh = ancestor === freshFolder || ancestor.startsWith(`${freshFolder}/`);
    if (rest === '' && !inFresh) continue;
    const isFolder = facts.kindOf(source) !== 'file';
    made.set(target, { path: join(ancestor, rest), isFolder });
    // Inside another mount of the container it is made there, after that mount.
    const inOther = mounts.some((other) => other.target !== target && target.startsWith(`${other.target}/`));
    if (!inFresh && !inOther) mirrored.add(ancestor);
  }
  return { mirrored: [...mirrored].sort((a, b) => a.length - b.length), made };
}

/** The nearest folder above `path` that is there, and what is missing below it. */
function nearest(path: string, facts: PathFacts): { ancestor: string; rest: string } {
  let ancestor = path;
  let rest = '';
  while (ancestor !== '/' && facts.kindOf(ancestor) === undefined) {
    rest = join(basename(ancestor), rest);
    ancestor = dirname(ancestor);
  }
  return { ancestor: facts.realPath(ancestor), rest: rest.replace(/\/$/, '') };
}
