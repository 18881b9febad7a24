import { existsSync, readFileSync } from 'node:fs';
import { ChaosError } from '@chaoskit/errors';
import type { MissingTool } from '../agent/tools.js';

/** Why the agent did not come up, in one line, with what would help. `said` is what it and `unshare` wrote on stderr. */
export function explainNamespaces(code: number | null, said: string): ChaosError {
  const last = said.trim().split('\n').at(-1) ?? '';
  const reason = last === '' ? `the node agent ended with ${code ?? 'a signal'}` : last;
  return new ChaosError(
    'CHAOS_E_SANDBOX_NAMESPACES',
    `the sandbox needs user, network, mount and PID namespaces: ${reason}`,
    {
      hint: hintFor(reason, readSetting),
    },
  );
}

/** For programs that are not there at all. */
export function explainMissingTools(missing: readonly MissingTool[]): ChaosError {
  const programs = missing.map(({ program }) => program).join(', ');
  const packages = [...new Set(missing.map((tool) => tool.package))].join(' and ');
  return new ChaosError(
    'CHAOS_E_SANDBOX_NAMESPACES',
    `the sandbox needs programs that are not on the PATH: ${programs}`,
    {
      hint: `install ${packages}`,
    },
  );
}

function hintFor(reason: string, setting: (path: string) => string | undefined): string {
  if (setting('/proc/sys/kernel/unprivileged_userns_clone') === '0') {
    return 'run `sudo sysctl kernel.unprivileged_userns_clone=1`';
  }
  if (setting('/proc/sys/user/max_user_namespaces') === '0') {
    return 'run `sudo sysctl user.max_user_namespaces=15000`';
  }
  if (setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1') {
    return 'run `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`, or start chaos with sudo';
  }
  if (existsSync('/.dockerenv') || existsSync('/run/.containerenv')) {
    return 'this is a container: start it with `--privileged`, or with `--security-opt seccomp=unconfined --security-opt systempaths=unconfined`';
  }
  if (/not supported|unknown device type|function not implemented/i.test(reason)) {
    return 'the kernel lacks a part: bridge and veth devices, and user, network and PID namespaces are needed';
  }
  return 'start chaos as a user who may make namespaces (try `unshare -Urnm true`), or with sudo';
}

function readSetting(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
