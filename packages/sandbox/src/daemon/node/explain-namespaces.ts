import { ChaosError } from '@chaoskit/errors';
import type { MissingTool } from '../../agent/host/tools.js';

/** Answers a small file's text, trimmed; undefined where there is none. */
export type ReadSetting = (path: string) => string | undefined;

/** Why the agent did not come up, in one line, with what would help. `said` is what it and `unshare` wrote on stderr. */
export function explainNamespaces(code: number | null, said: string, setting: ReadSetting): ChaosError {
  const last = said.trim().split('\n').at(-1) ?? '';
  const reason = last === '' ? `the node agent ended with ${code ?? 'a signal'}` : last;
  return new ChaosError(
    'CHAOS_E_SANDBOX_NAMESPACES',
    `the sandbox needs user, network, mount and PID namespaces: ${reason}`,
    { hint: hintFor(reason, setting) },
  );
}

/** For programs that are not there at all. */
export function explainMissingTools(missing: readonly MissingTool[]): ChaosError {
  const programs = missing.map(({ program }) => program).join(', ');
  const packages = [...new Set(missing.map((tool) => tool.package))].join(' and ');
  return new ChaosError(
    'CHAOS_E_SANDBOX_NAMESPACES',
    `the sandbox needs programs that are not on the PATH: ${programs}`,
    { hint: `install ${packages}` },
  );
}

/** Switches that forbid unprivileged user namespaces: of Debian's kernels, of all kernels, of Ubuntu's. */
const switches = [
  ['kernel.unprivileged_userns_clone', '0', 'kernel.unprivileged_userns_clone=1'],
  ['user.max_user_namespaces', '0', 'user.max_user_namespaces=15000'],
  ['kernel.apparmor_restrict_unprivileged_userns', '1', 'kernel.apparmor_restrict_unprivileged_userns=0'],
] as const;

function hintFor(reason: string, setting: ReadSetting): string {
  for (const [name, forbids, allows] of switches) {
    const path = `/proc/sys/${name.replace('.', '/')}`;
    if (setting(path) === forbids) return `run \`sudo sysctl ${allows}\`, or start chaos with sudo`;
  }
  if (setting('/.dockerenv') !== undefined || setting('/run/.containerenv') !== undefined) {
    return 'this is a container: start it with --privileged, or with --security-opt seccomp=unconfined --security-opt systempaths=unconfined';
  }
  if (/not supported|unknown device type|function not implemented/i.test(reason)) {
    return 'the kernel lacks a part: bridge and veth devices, and user, network and PID namespaces are needed';
  }
  return 'start chaos as a user who may make namespaces (`unshare -Urnm true` tries it), or with sudo';
}
