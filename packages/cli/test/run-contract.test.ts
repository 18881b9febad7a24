import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runChaos, startChaos, testFolder } from './support/chaos.js';

const process_ = (name: string, path: string, ...args: string[]) => ({
  type: 'action',
  name,
  provider: { type: 'process', path, arguments: args },
});
const experiment = (parts: object = {}): object => ({
  title: 't',
  description: 'd',
  method: [process_('a', 'true')],
  ...parts,
});
const readJson = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

describe('a run', () => {
  test('says what the reference says, line for line', async () => {
    const { log, code, stdout } = await runChaos(['run', 'e.json'], {
      cwd: testFolder({ 'e.json': experiment() }),
    });
    expect(log).toBe(
      [
        "[INFO] Validating the experiment's syntax",
        '[INFO] Experiment looks valid',
        '[INFO] Running experiment: t',
        '[INFO] Steady-state strategy: default',
        '[INFO] Rollbacks strategy: default',
        "[INFO] No steady state hypothesis defined. That's ok, just exploring.",
        "[INFO] Playing your experiment's method now...",
        '[INFO] Action: a',
        "[INFO] Let's rollback...",
        "[INFO] No declared rollbacks, let's move on.",
        '[INFO] Experiment ended with status: completed',
        '',
      ].join('\n'),
    );
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });

  test('from standard input, from YAML, with another journal and state folder', async () => {
    const cwd = testFolder({ 'e.yaml': 'title: t\ndescription: d\nmethod: []\n' });
    const piped = await runChaos(['run', '--state-dir', 'state', '--journal-path', 'j.json', '-'], {
      cwd,
      stdin: JSON.stringify(experiment()),
    });
    expect(piped.code).toBe(0);
    expect(readJson(cwd, 'j.json').status).toBe('completed');
    expect(readdirSync(join(cwd, 'state/runs'))).toHaveLength(1);
    expect((await runChaos(['run', 'e.yaml'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, '.chaos/.gitignore'), 'utf8')).toBe('*\n');
  });

  test('two at once in one folder keep apart', async () => {
    const cwd = testFolder({ 'e.json': experiment({ method: [process_('a', 'sleep', '0.3')] }) });
    const runs = await Promise.all(
      [1, 2].map((number) => runChaos(['run', '--journal-path', `j${number}.json`, 'e.json'], { cwd })),
    );
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(readdirSync(join(cwd, '.chaos/runs'))).toHaveLength(2);
  });
});

describe('a run that is interrupted', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s: rollbacks when asked for, the journal, exit 1, nothing left',
    async (name) => {
      const cwd = testFolder({
        'e.json': experiment({
          method: [process_('long', 'sleep', '61')],
          rollbacks: [process_('back', 'touch', 'rolled')],
        }),
      });
      const run = startChaos(['run', '--rollback-strategy', 'always', 'e.json'], { cwd });
      await run.logged(/Action: long/);
      run.child.kill(name);
      const { code, log } = await run.ended;
      expect(code).toBe(1);
      expect(existsSync(join(cwd, 'rolled'))).toBe(true);
      expect(log).toContain('Experiment ended with status: interrupted');
      expect(readJson(cwd, 'journal.json').status).toBe('interrupted');
    },
  );
});

describe('secrets', () => {
  test('reach neither journal nor log nor events, in any of their forms', async () => {
    const secret = 'pa ss"w/rd';
    const forms = [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      JSON.stringify(secret).slice(1, -1),
    ];
    const cwd = testFolder({
      'e.json': experiment({
        secrets: { group: { token: { type: 'env', key: 'TOKEN' } } },
        method: [
          process_('say', 'printf', '%s', '${token}'),
          ...forms.slice(1).map((form) => process_('say', 'printf', '%s', form)),
        ],
      }),
    });
    const { stderr, stdout } = await runChaos(['--verbose', 'run', '--json', 'e.json'], {
      cwd,
      env: { TOKEN: secret },
    });
    const [id = ''] = readdirSync(join(cwd, '.chaos/runs'));
    const texts = [
      stderr,
      stdout,
      readFileSync(join(cwd, 'journal.json'), 'utf8'),
      readFileSync(join(cwd, 'chaostoolkit.log'), 'utf8'),
      readFileSync(join(cwd, '.chaos/runs', id, 'events.jsonl'), 'utf8'),
    ];
    const output = JSON.parse(texts[2] ?? '').run[0].output.stdout;
    expect(output).toBe('[secret token]');
    for (const text of texts)
      for (const form of [forms[0], forms[1], forms[2]]) expect(text).not.toContain(form);
  });
});
