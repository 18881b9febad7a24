import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Absolute paths of the programs that make namespaces, mounts and interfaces. */
export interface Tools {
  readonly unshare: string;
  readonly nsenter: string;
  readonly setpriv: string;
  readonly mount: string;
  readonly ip: string;
  readonly sh: string;
  readonly env: string;
  /** Absent on some systems; then a pod keeps the host's name, and only `HOSTNAME` tells its own. */
  readonly hostname?: string;
}

/** A program that is not there, and the package that has it. */
export interface MissingTool {
  readonly program: string;
  readonly package: string;
}

const packages = {
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  mount: 'mount (util-linux)',
  ip: 'iproute2',
  sh: 'dash',
  env: 'coreutils',
} as const;

/** Programs for administrators are often outside a user's PATH. */
const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin'];

/** Looks the programs up on `path`, then in the system's folders. */
export function findTools(path: string): Tools | { readonly missing: readonly MissingTool[] } {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), ...systemFolders];
  const find = (name: string) => folders.map((folder) => join(folder, name)).find(isExecutable);
  const missing: MissingTool[] = [];
  const need = (program: keyof typeof packages): string => {
    const found = find(program);
    if (found === undefined) missing.push({ program, package: packages[program] });
    return found ?? '';
  };
  const hostname = find('hostname');
  const tools: Tools = {
    unshare: need('unshare'),
    nsenter: need('nsenter'),
    setpriv: need('setpriv'),
    mount: need('mount'),
    ip: need('ip'),
    sh: need('sh'),
    env: need('env'),
    ...(hostname === undefined ? {} : { hostname }),
  };
  return missing.length > 0 ? { missing } : tools;
}

/** True for a file that may be executed. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
