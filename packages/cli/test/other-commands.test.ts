import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runChaos, startChaos, testFolder } from './support/chaos.js';
import { experiment, shell } from './support/experiment.js';

describe('settings', () => {
  test('set makes the file and the key, get and show read them, remove takes away', async () => {
    const cwd = testFolder();
    const chaos = (...args: string[]) =>
      runChaos(['--settings', 'deep/s.yaml', 'settings', ...args], { cwd });
    expect(await chaos('show')).toMatchObject({
      code: 1,
      log: expect.stringContaining('No settings file found'),
    });
    expect(await chaos('set', 'runtime.rollbacks.strategy', '"always"')).toMatchObject({ code: 0 });
    expect(await chaos('get', 'runtime.rollbacks.strategy', '--format', 'string')).toMatchObject({
      code: 0,
      stdout: 'always\n',
    });
    expect(await chaos('show', '--format', 'json')).toMatchObject({
      stdout: `${JSON.stringify({ runtime: { rollbacks: { strategy: 'always' } } }, null, 2)}\n`,
    });
    expect(await chaos('set', 'a', 'no json')).toMatchObject({
      code: 1,
      log: expect.stringContaining("'no json' is not JSON"),
    });
    expect(await chaos('remove', 'runtime.rollbacks')).toMatchObject({ code: 0 });
    expect(await chaos('get', 'runtime.rollbacks')).toMatchObject({ code: 1 });
  });

  test('a file that is no YAML is never overwritten', async () => {
    const cwd = testFolder({ 's.yaml': 'a: [' });
    const ended = await runChaos(['--settings', 's.yaml', 'settings', 'set', 'b', '1'], { cwd });
    expect(ended).toMatchObject({ code: 1, log: expect.stringMatching(/at s\.yaml:\d+:\d+|s\.yaml/) });
    expect(readFileSync(join(cwd, 's.yaml'), 'utf8')).toBe('a: [');
  });

  test('are used by runs: a strategy, and a control that is not there is left out', async () => {
    const cwd = testFolder({
      's.yaml': 'runtime:\n  rollbacks:\n    strategy: never\n',
      'e.json': experiment([]),
    });
    const ended = await runChaos(['run', 'e.json', '--settings', 's.yaml'], { cwd });
    expect(ended).toMatchObject({ code: 0, log: expect.stringContaining('Rollbacks strategy: never') });
    expect(existsSync(join(cwd, 'rolled-back'))).toBe(false);
  });
});

describe('init', () => {
  test.each(['e.json', 'e.yaml'])('writes %s, which is valid', async (file) => {
    const cwd = testFolder();
    const made = await runChaos(['init', '--title', 'T', '--hypothesis', 'H', '--experiment-path', file], {
      cwd,
    });
    expect(made).toMatchObject({ code: 0, stdout: `Experiment created and saved in '${file}'\n` });
    expect(await runChaos(['validate', file], { cwd })).toMatchObject({ code: 0 });
  });

  test('without a terminal and without a title it says which flag is needed', async () => {
    const ended = await runChaos(['init'], { cwd: testFolder() });
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('--title') });
  });

  test('a path that can not be written is one clear error', async () => {
    const ended = await runChaos(['init', '--title', 'T', '--experiment-path', 'no/e.json'], {
      cwd: testFolder(),
    });
    expect(ended).toMatchObject({ code: 1, log: expect.stringContaining("'no/e.json' can't be written") });
  });
});

describe('discover and info', () => {
  test('a built-in driver, by the name of its package, without Python', async () => {
    const cwd = testFolder();
    const ended = await runChaos(['discover', 'chaostoolkit-kubernetes'], {
      cwd,
      env: { CHAOS_PYTHON: '/none' },
    });
    expect(ended).toMatchObject({
      code: 0,
      log: expect.stringContaining('Discovery outcome saved in ./discovery.json'),
    });
    const { target, activities } = JSON.parse(readFileSync(join(cwd, 'discovery.json'), 'utf8'));
    expect(target).toBe('chaosk8s');
    expect(activities).toContainEqual(
      expect.objectContaining({
        type: 'action',
        mod: 'chaosk8s.pod.actions',
        name: 'terminate_pods',
        arguments: expect.arrayContaining([{ name: 'qty', default: 1, type: 'integer' }]),
      }),
    );
  });

  test('a package that is not installed: exit code 1', async () => {
    const ended = await runChaos(['discover', '--no-install', 'chaos-no-such-package'], {
      cwd: testFolder(),
    });
    expect(ended).toMatchObject({ code: 1, log: expect.stringContaining('[CRITICAL] ') });
  });

  test('extensions: the built-in ones first', async () => {
    const { stdout, code } = await runChaos(['info', 'extensions'], { cwd: testFolder() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^NAME +VERSION +LICENSE +DESCRIPTION *\n/);
    expect(stdout).toMatch(/^chaostoolkit-kubernetes +\d+\.\d+\.\d+ +Apache-2\.0 +built in, as chaosk8s *$/m);
  });
});

describe('runs from elsewhere', () => {
  test('tail follows a run until it ends', async () => {
    const cwd = testFolder({
      'e.json': experiment([shell('wait', 'while [ ! -f go ]; do sleep 0.02; done')]),
    });
    const run = startChaos(['run', 'e.json'], { cwd });
    await run.logged(/Action: wait/);
    const tail = startChaos(['tail', 'last'], { cwd });
    await tail.logged(/Action: wait/);
    await runChaos(['tail', 'none'], { cwd }).then(({ code, log }) => {
      expect(code).toBe(1);
      expect(log).toContain("no run 'none' is recorded");
    });
    writeFileSync(join(cwd, 'go'), '');
    const [told, done] = await Promise.all([tail.ended, run.ended]);
    expect(done.code).toBe(0);
    expect(told).toMatchObject({
      code: 0,
      log: expect.stringContaining('Experiment ended with status: completed'),
    });
    const lines = (await runChaos(['tail', 'last', '--json'], { cwd })).stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual(lines.map((_, index) => index + 1));
  });

  test('tail of a run that is killed ends, and says so', async () => {
    const cwd = testFolder({ 'e.json': experiment([shell('wait', 'sleep 60')]) });
    const run = startChaos(['run', 'e.json'], { cwd });
    await run.logged(/Action: wait/);
    const tail = startChaos(['tail', 'last'], { cwd });
    await tail.logged(/Action: wait/);
    run.child.kill('SIGKILL');
    await run.ended;
    for (const told of [await tail.ended, await runChaos(['tail', 'last'], { cwd })])
      expect(told).toMatchObject({
        code: 1,
        log: expect.stringMatching(/Action: wait.*was broken off: its process is gone/s),
      });
  });
});
