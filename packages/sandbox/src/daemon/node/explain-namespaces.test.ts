import { expect, test } from 'vitest';
import { explainMissingTools, explainNamespaces } from './explain-namespaces.js';

const said = 'unshare: unshare failed: Operation not permitted\n';

test.each([
  ['/proc/sys/kernel/unprivileged_userns_clone', '0', 'sudo sysctl kernel.unprivileged_userns_clone=1'],
  ['/proc/sys/user/max_user_namespaces', '0', 'sudo sysctl user.max_user_namespaces=15000'],
  [
    '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    '1',
    'sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0',
  ],
  ['/.dockerenv', '', '--privileged'],
  ['/none', '', 'unshare -Urnm true'],
])('with %s = %s it says what would help', (path, value, help) => {
  const error = explainNamespaces(1, said, (asked) => (asked === path ? value : undefined));
  expect(error.message).toBe(
    'the sandbox needs user, network, mount and PID namespaces: unshare: unshare failed: Operation not permitted',
  );
  expect(error.hint).toContain(help);
});

test('names a part that the kernel lacks', () => {
  const error = explainNamespaces(1, 'Error: Unknown device type.', () => undefined);
  expect(error.hint).toContain('bridge and veth');
});

test('names programs and their packages', () => {
  const error = explainMissingTools([
    { program: 'ip', package: 'iproute2' },
    { program: 'unshare', package: 'util-linux' },
    { program: 'nsenter', package: 'util-linux' },
  ]);
  expect(error.message).toContain('not on the PATH: ip, unshare, nsenter');
  expect(error.hint).toBe('install iproute2 and util-linux');
});
