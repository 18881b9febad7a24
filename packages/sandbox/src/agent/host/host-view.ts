import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellQuote } from '../container/shell-quote.js';
import { parseMountInfo } from './mount-table.js';
import { runTool } from './run-tool.js';
import type { Tools } from './tools.js';

export interface HostViewOptions {
  /** Folder that the agent writes to: logs, files of pods. */
  readonly stateFolder: string;
  readonly homeFolder: string;
}

/** What pods must not see: sockets of host services, and the user's credentials. */
const maskedInHome = ['.kube', '.ssh', '.aws', '.config'];
const sharedWritable = ['/tmp', '/dev/shm'];
/** Kernel interfaces; `/proc` is mounted anew in each container, an automount point would be triggered by touching it. */
const leftAlone = new Set(['proc', 'autofs', 'binfmt_misc']);

/**
 * Makes the agent's view of the host's file system the one that pods are to have: read-only but for `/tmp`, `/dev/shm` and the
 * state folder, with `/run` and credentials masked. Containers inherit it, so a container's start needs only a few mounts of its own.
 * Answers what could not be made read-only.
 */
export async function narrowHostView(
  tools: Tools,
  options: HostViewOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const mount = shellQuote([tools.mount]);
  const writable = [...new Set([...sharedWritable, options.stateFolder])].filter(existsSync);
  const masked = maskedInHome.map((name) => join(options.homeFolder, name)).filter(existsSync);
  await runTool(
    tools.sh,
    [
      '-ec',
      [
        ...writable.map((path) => `${mount} --rbind ${shellQuote([path, path])}`),
        `${mount} -t tmpfs -o mode=755 tmpfs /run`,
        ...masked.map((path) => `${mount} -t tmpfs -o mode=700,size=4k tmpfs ${shellQuote([path])}`),
      ].join('\n'),
    ],
    { signal },
  );
  mkdirSync('/run/netns');

  const points = parseMountInfo(readFileSync('/proc/self/mountinfo', 'utf8'));
  const readOnly = points.filter(
    ({ path, options: flags, type }) =>
      !writable.includes(path) && path !== '/run' && !flags.includes('ro') && !leftAlone.has(type),
  );
  const remounts = readOnly.map(({ path, options: flags }) => {
    // The kernel refuses a remount that drops one of the flags which came with the mount.
    const kept = ['remount', 'bind', 'ro', ...flags.filter((flag) => flag !== 'rw')].join(',');
    return `${mount} -o ${kept} ${shellQuote([path])} 2>/dev/null || echo ${shellQuote([path])}`;
  });
  const failed = await runTool(tools.sh, ['-c', remounts.join('\n')], { signal });
  return failed.split('\n').filter((path) => path !== '');
}
