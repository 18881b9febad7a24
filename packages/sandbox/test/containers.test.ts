import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AgentBench, agentBench, processesWith, until } from './support/agent-bench.js';

const signal = AbortSignal.timeout(50_000);
let bench: AgentBench;

beforeAll(async () => {
  bench = await agentBench(signal);
  await bench.pod('one');
});
afterAll(() => bench?.close());

test('output becomes CRI log lines with times, streams and partial lines', async () => {
  const program = String.raw`printf 'first\nsecond \303\244\n'; echo oops >&2; head -c 20000 /dev/zero | tr '\0' x; printf '\nend'`;
  const id = await bench.start('one', ['sh', '-c', program]);
  await bench.ended(id);
  const lines = bench.log(id).split('\n');
  expect(lines.pop()).toBe('');
  for (const line of lines) {
    expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z (stdout|stderr) [FP] /);
  }
  const withoutTime = lines.map((line) => line.slice(31));
  expect(withoutTime.filter((line) => line.startsWith('stderr'))).toEqual(['stderr F oops']);
  expect(withoutTime.filter((line) => line.startsWith('stdout'))).toEqual([
    'stdout F first',
    'stdout F second ä',
    `stdout P ${'x'.repeat(16_384)}`,
    `stdout F ${'x'.repeat(20_000 - 16_384)}`,
    'stdout P end',
  ]);
});

test('the file system is read-only but for what was asked for, and credentials are hidden', async () => {
  const [own, shared, secret] = ['own', 'shared', 'secret'].map((name) => join(bench.folder, name));
  for (const folder of [own, shared, secret]) mkdirSync(folder ?? '');
  writeFileSync(join(secret ?? '', 'token'), 'abc');
  const { stdout } = await bench.run(
    'one',
    [
      'sh',
      '-c',
      `for target in / /etc /usr /var/tmp "$HOME" ${bench.folder} ${own} ${shared} ${secret} /mnt/secret /tmp /dev/shm; do
         if touch $target/chaoskit-test-$$ 2>/dev/null; then echo $target writable; rm $target/chaoskit-test-$$; fi
       done
       cat /opt/token; ls /run ~/.kube ~/.ssh ~/.aws ~/.config 2>/dev/null | grep -v :`,
    ],
    {
      env: { HOME: '/root' },
      writable: [own ?? ''],
      mounts: [
        { source: shared ?? '', target: shared ?? '', readOnly: false },
        { source: secret ?? '', target: '/opt', readOnly: true },
      ],
    },
  );
  expect(stdout.trim().split('\n').filter(Boolean)).toEqual(
    [`${own} writable`, `${shared} writable`, '/tmp writable', '/dev/shm writable', 'abc'].sort(
      (a, b) => order(a) - order(b),
    ),
  );
});

test('volumes are mounted where the host has no folder, and the rest stays as it was', async () => {
  const [config, data] = ['config-volume', 'data-volume'].map((name) => join(bench.folder, name));
  for (const folder of [config ?? '', data ?? '']) mkdirSync(folder);
  writeFileSync(join(config ?? '', 'a.conf'), 'one');
  const { stdout, stderr, exit } = await bench.run(
    'one',
    [
      'sh',
      '-c',
      `cat /chaoskit/config/a.conf /etc/chaoskit.d/a.conf /var/run/secrets/x/a.conf /etc/chaoskit.conf; echo
       echo new >/chaoskit-data/file && cat /chaoskit-data/file
       for place in /chaoskit /etc /chaoskit/config /usr; do touch $place/x 2>/dev/null && echo $place writable; done
       hostname; head -n 1 /etc/resolv.conf; test -d /proc/1 && ls / | grep -c . >/dev/null; touch ${bench.folder}/x || true`,
    ],
    {
      mounts: [
        { source: config ?? '', target: '/chaoskit/config', readOnly: true },
        { source: config ?? '', target: '/etc/chaoskit.d', readOnly: true },
        { source: config ?? '', target: '/var/run/secrets/x', readOnly: true },
        { source: join(config ?? '', 'a.conf'), target: '/etc/chaoskit.conf', readOnly: true },
        { source: data ?? '', target: '/chaoskit-data', readOnly: false },
      ],
    },
  );
  expect(stderr).toMatch(/^touch: .*Read-only file system\n$/);
  expect(stdout.split('\n')).toEqual([
    'oneoneoneone',
    'new',
    'one',
    'search default.svc.cluster.local svc.cluster.local cluster.local',
    '',
  ]);
  expect(exit.exitCode).toBe(0);
  expect(readFileSync(join(data ?? '', 'file'), 'utf8')).toBe('new\n');
  expect(existsSync('/chaoskit')).toBe(false);
});

const order = (line: string) =>
  ['own', 'shared', '/tmp w', '/dev/shm', 'abc'].findIndex((part) => line.includes(part));

test('the environment is what was given, PATH, LANG and the host name, odd names and values included', async () => {
  const env = { PLAIN: "it's", 'with.dots': 'a b', UID: '7', TWO: 'line 1\nline 2', EMPTY: '' };
  const id = await bench.start('one', ['env', '-0'], { env });
  await bench.ended(id);
  const text = bench
    .log(id)
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(40))
    .join('\n');
  const names = Object.fromEntries(
    text
      .split('\0')
      .filter(Boolean)
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
  expect(names).toMatchObject({ ...env, HOSTNAME: 'one', LANG: 'C.UTF-8' });
  expect(
    Object.keys(names)
      .filter((name) => !(name in env))
      .sort(),
  ).toEqual(['HOME', 'HOSTNAME', 'LANG', 'PATH', 'PWD'].concat(names._ === undefined ? [] : ['_']).sort());
});

test.each([
  ['exit 7', 7, undefined],
  ['kill -KILL $$', 137, 'SIGKILL'],
  ['kill -SEGV $$', 139, 'SIGSEGV'],
])('`%s` ends with %i', async (program, exitCode, name) => {
  const { exit } = await bench.run('one', ['sh', '-c', program]);
  expect(exit).toMatchObject({ exitCode, ...(name === undefined ? {} : { signal: name }) });
  expect(exit.finishedAt).toMatch(/\.\d{9}Z$/);
});

test("an end of the container's first process from outside counts as SIGKILL", async () => {
  const id = await bench.start('one', ['sh', '-c', 'echo up; sleep 60']);
  await until(() => bench.log(id).includes('up'), signal);
  const init = processesWith(`${bench.folder}/agent/one/main-${id.attempt}.sh`);
  for (const pid of init) {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('unshare')) process.kill(pid, 'SIGKILL');
  }
  expect(await bench.ended(id)).toMatchObject({ exitCode: 137, signal: 'SIGKILL' });
  expect(bench.log(id).trimEnd().split('\n')).toHaveLength(1);
});

test('SIGTERM reaches the program; SIGINT is not ignored; after the grace period all is killed', async () => {
  const polite = await bench.start('one', [
    'python3',
    '-c',
    `
import signal, sys, time
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, flush=True)
def stop(*args):
    print('stopping', flush=True)
    sys.exit(3)
signal.signal(signal.SIGTERM, stop)
print('up', flush=True)
time.sleep(60)
`,
  ]);
  await until(() => bench.log(polite).includes('up'), signal);
  await bench.agent.stopContainer(polite, 30_000);
  expect((await bench.ended(polite)).exitCode).toBe(3);
  expect(bench.log(polite)).toMatch(/True\n.*up\n.*stopping/);

  const stubborn = await bench.start('one', [
    'sh',
    '-c',
    'trap "" TERM; echo up; setsid sleep 60 & sleep 61',
  ]);
  await until(() => bench.log(stubborn).includes('up'), signal);
  await bench.agent.stopContainer(stubborn, 50);
  expect(await bench.ended(stubborn)).toMatchObject({ exitCode: 137, signal: 'SIGKILL' });
});

test('exec runs in the container, and an abort kills what it started', async () => {
  const id = await bench.start('one', ['sleep', '60'], { env: { MARK: 'x' }, workingDir: '/usr' });
  const result = await bench.agent.exec(id, ['sh', '-c', 'echo $MARK $PWD; echo no >&2; exit 4'], signal);
  expect(result).toEqual({ exitCode: 4, output: 'x /usr\nno\n' });

  const abort = new AbortController();
  const marker = `chaoskit-exec-${process.pid}-${performance.now()}`;
  const running = bench.agent.exec(id, ['sh', '-c', `sleep 50; echo ${marker}`], abort.signal);
  await until(() => processesWith(marker).length > 0, signal);
  abort.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
  await until(() => processesWith(marker).length === 0, signal);
  await bench.agent.stopContainer(id, 0);
});

test('probes speak as a kubelet does', async () => {
  const ip = await bench.pod('probed');
  const http = {
    kind: 'http',
    scheme: 'HTTP',
    port: 8001,
    path: '/',
    headers: [{ name: 'X-A', value: 'b' }],
  } as const;
  expect(await bench.agent.probe('probed', http, signal)).toEqual({
    ok: false,
    message: `Get "http://${ip}:8001/": dial tcp ${ip}:8001: connect: connection refused`,
  });
  expect(await bench.agent.probe('probed', { kind: 'tcp', port: 8001 }, signal)).toEqual({
    ok: false,
    message: `dial tcp ${ip}:8001: connect: connection refused`,
  });
  const server =
    "require('http').createServer((q, r) => { r.statusCode = q.headers['x-a'] === 'b' && q.url === '/' ? 204 : 503; r.end(); }).listen(8001)";
  const id = await bench.start('probed', [process.execPath, '-e', server]);
  await until(async () => (await bench.agent.probe('probed', http, signal)).ok, signal);
  expect((await bench.agent.probe('probed', { kind: 'tcp', port: 8001 }, signal)).ok).toBe(true);
  expect(await bench.agent.probe('probed', { ...http, path: '/bad' }, signal)).toEqual({
    ok: false,
    message: 'HTTP probe failed with statuscode: 503',
  });
  const exec = { kind: 'exec', container: id, command: ['sh', '-c', 'echo not yet; exit 1'] } as const;
  expect(await bench.agent.probe('probed', exec, signal)).toEqual({ ok: false, message: 'not yet\n' });
  const late = AbortSignal.abort(new Error('late'));
  await expect(bench.agent.probe('probed', exec, late)).rejects.toThrow('late');
});

test('what can not be started is said', async () => {
  const start = (command: string[], workingDir = '/tmp') => bench.start('one', command, { workingDir });
  await expect(start(['no-such-program'])).rejects.toMatchObject({
    name: 'StartError',
    message: 'exec: "no-such-program": executable file not found in $PATH',
  });
  await expect(start(['/no/such'])).rejects.toThrow('exec: "/no/such": no such file or directory');
  await expect(start(['/etc/passwd'])).rejects.toThrow('exec: "/etc/passwd": permission denied');
  await expect(start(['true'], '/no/folder')).rejects.toThrow('working directory /no/folder: no such folder');
  const mounts = [{ source: '/no/source', target: '/mnt', readOnly: true }];
  await expect(bench.start('one', ['true'], { mounts })).rejects.toThrow('/no/source');
});

test("a removed pod's processes, interface and files are gone, and others go on", async () => {
  const marker = `chaoskit-remove-${process.pid}-${performance.now()}`;
  const interfaces = () =>
    readFileSync(`/proc/${bench.agent.pids.inner}/net/dev`, 'utf8').match(/ve\d+/g) ?? [];
  const before = interfaces().length;
  await bench.pod('going');
  expect(interfaces()).toHaveLength(before + 1);
  const id = await bench.start('going', ['sh', '-c', `setsid sleep 60 & sleep 61; echo ${marker}`]);
  const stays = await bench.start('one', ['sleep', '60']);
  await until(() => processesWith(marker).length > 0, signal);
  await bench.agent.removePod('going');
  expect(processesWith(marker)).toEqual([]);
  expect(await bench.ended(id)).toMatchObject({ exitCode: 137 });
  await bench.agent.removePod('going');
  const { exitCode } = await bench.agent.exec(stays, ['true'], signal);
  expect(exitCode).toBe(0);
  expect(interfaces()).toHaveLength(before);
  await bench.agent.stopContainer(stays, 0);
});

test('when the agent is killed nothing is left', async () => {
  const other = await agentBench(signal);
  const marker = `chaoskit-kill-${process.pid}-${performance.now()}`;
  await other.pod('a');
  await other.start('a', ['sh', '-c', `setsid sleep 60 & sleep 61; echo ${marker}`]);
  await until(() => processesWith(marker).length > 0, signal);
  process.kill(other.agent.pids.inner, 'SIGKILL');
  await other.agent.ended;
  expect(processesWith(marker)).toEqual([]);
  expect(processesWith(other.folder)).toEqual([]);
  await expect(other.pod('b')).rejects.toThrow('the node agent has ended');
  await other.close();
});
