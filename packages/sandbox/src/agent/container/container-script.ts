import type { ContainerConfig } from '../../kubelet/pod-runtime.js';
import type { Tools } from '../host/tools.js';
import { mirrorScript } from './mirror-script.js';
import type { MountPoint, MountPointPlan } from './mount-points.js';
import { shellQuote } from './shell-quote.js';

export interface ContainerScriptOptions {
  readonly tools: Tools;
  readonly hostname: string;
  /** Files that appear as `/etc/hosts` and `/etc/resolv.conf`. */
  readonly hostsFile: string;
  readonly resolvFile: string;
  /** Where `/etc/resolv.conf` really is; differs where it is a link. */
  readonly resolvTarget: string;
  readonly stateFolder: string;
  readonly writable: readonly string[];
  readonly mounts: ContainerConfig['mounts'];
  readonly mountPoints: MountPointPlan;
  readonly workingDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  /** GNU `env` can give a program its usual SIGINT and SIGQUIT back. */
  readonly resetsSignals: boolean;
}

/** File descriptors that the script finds open, besides 1 (the program's stdout) and 2 (what goes wrong before the program runs). */
export const descriptors = { status: 3, programStderr: 4 } as const;

/**
 * PID 1 of a container, as a POSIX shell script. Tells its process id as the agent sees it, narrows the file system, then starts the
 * program, passes signals on, reaps what is orphaned and ends with the program's status (128+n after a signal).
 * Status lines: `pid N`, then `started` or `error TEXT`.
 */
export function containerScript(options: ContainerScriptOptions): string {
  return [...prologue, ...mountSteps(options), ...nameSteps(options), ...initSteps(options), ''].join('\n');
}

const prologue = [
  // The agent's /proc is still mounted here: it shows the id that the agent knows this process by.
  'read -r pid _ </proc/self/stat',
  `echo "pid $pid" >&${descriptors.status}`,
  'PATH=/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin',
  `fail() { echo "error $1" >&${descriptors.status}; exit 128; }`,
];

function mountSteps(options: ContainerScriptOptions): string[] {
  const { tools, stateFolder, writable, mounts, mountPoints } = options;
  const outerFirst = [...mounts].sort((a, b) => a.target.length - b.target.length);
  // -n: no note of its own that mount(8) would leave in /run.
  const mount = (...args: string[]) =>
    `${shellQuote([tools.mount, '-n', ...args])} || fail ${shellQuote([`mount ${args.join(' ')}`])}`;
  const bind = (source: string, target: string, flag: 'ro' | 'rw') => [
    mount('--rbind', source, target),
    mount('-o', `remount,bind,${flag}`, target),
  ];
  const inRun = options.resolvTarget.startsWith('/run/');
  const folder = options.resolvTarget.slice(0, options.resolvTarget.lastIndexOf('/'));
  return [
    mount('-t', 'proc', 'proc', '/proc'),
    ...mirrorScript(mountPoints.mirrored),
    mount('-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/run'),
    ...(inRun ? [`mkdir -p ${shellQuote([folder])} && : >${shellQuote([options.resolvTarget])}`] : []),
    mount('--bind', options.hostsFile, '/etc/hosts'),
    mount('--bind', options.resolvFile, options.resolvTarget),
    mount('-o', 'remount,bind,ro', stateFolder),
    ...writable.flatMap((path) => bind(path, path, 'rw')),
    ...outerFirst.flatMap(({ source, target, readOnly }) => [
      ...makeMountPoint(mountPoints.made.get(target)),
      ...bind(source, target, readOnly ? 'ro' : 'rw'),
    ]),
    // Mount points could be added to the copies of folders until here.
    ...mountPoints.mirrored.map((folder) => mount('-o', 'remount,bind,ro', folder)),
  ];
}

function makeMountPoint(point: MountPoint | undefined): string[] {
  if (point === undefined) return [];
  const { path, isFolder } = point;
  const folder = isFolder ? path : path.slice(0, path.lastIndexOf('/'));
  return [`mkdir -p ${shellQuote([folder])}`, ...(isFolder ? [] : [`: >>${shellQuote([path])}`])];
}

function nameSteps({ tools, hostname, workingDir }: ContainerScriptOptions): string[] {
  return [
    ...(tools.hostname === undefined ? [] : [`${shellQuote([tools.hostname, hostname])} 2>/dev/null`]),
    `cd ${shellQuote([workingDir])} || fail ${shellQuote([`no such folder: ${workingDir}`])}`,
  ];
}

function initSteps(options: ContainerScriptOptions): string[] {
  const { status, programStderr } = descriptors;
  return [
    `exec 2>&${programStderr} ${programStderr}>&-`,
    `( exec ${status}>&-`,
    ...programSteps(options),
    ') &',
    'program=$!',
    ...['TERM', 'INT', 'HUP', 'QUIT', 'USR1', 'USR2'].map(
      (name) => `trap 'kill -${name} "$program" 2>/dev/null' ${name}`,
    ),
    `echo started >&${status}`,
    `exec ${status}>&- >/dev/null 2>&1`,
    // `wait` also ends when a signal was passed on: the program is over only when it is gone.
    'while :; do wait "$program"; status=$?; kill -0 "$program" 2>/dev/null || exit "$status"; done',
  ];
}

/** Names that a shell keeps for itself or does not take; they go through `env`. */
const notForShells =
  /^(?:UID|EUID|PPID|IFS|OPTIND|SHELLOPTS|BASHOPTS|BASH_VERSINFO|.*[^A-Za-z0-9_].*|\d.*)$/s;

/** Variables are exported inside the shell where that is possible: arguments of programs can be read by every user of the machine. */
function programSteps({ tools, env, command, resetsSignals }: ContainerScriptOptions): string[] {
  const variables = Object.entries(env);
  const throughEnv = variables.filter(([name]) => notForShells.test(name));
  // A shell without job control starts background programs with SIGINT and SIGQUIT ignored.
  const resets = resetsSignals ? ['--default-signal=INT,QUIT'] : [];
  const prefix =
    resets.length + throughEnv.length === 0 ? [] : [tools.env, ...resets, ...assignments(throughEnv)];
  return [
    'unset OLDPWD SHLVL',
    ...variables
      .filter(([name]) => !notForShells.test(name))
      .map(([name, value]) => `export ${name}=${shellQuote([value])}`),
    `exec ${shellQuote([...prefix, ...command])}`,
  ];
}

function assignments(variables: readonly (readonly [string, string])[]): string[] {
  return variables.map(([name, value]) => `${name}=${value}`);
}
