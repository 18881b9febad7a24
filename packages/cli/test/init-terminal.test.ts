import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runChaos, testFolder } from './support/chaos.js';

const typist = fileURLToPath(new URL('./support/type-on-terminal.py', import.meta.url));
const python = spawnSync('python3', ['-c', 'import pty']).status === 0;

/** `chaos init` on a terminal, with what a person types when a question appears. */
function init(cwd: string, answers: readonly (readonly [string, string])[]) {
  const under = ['python3', typist, JSON.stringify(answers)];
  return runChaos(['init'], { cwd, under });
}

const discovery = {
  activities: [
    {
      type: 'probe',
      name: 'is_up',
      mod: 'ship.probes',
      doc: 'Is the ship up?',
      arguments: [
        { name: 'host', type: 'string' },
        { name: 'port', type: 'integer', default: 80 },
        { name: 'secrets', type: 'mapping', default: null },
      ],
    },
    {
      type: 'action',
      name: 'sink_it',
      mod: 'ship.actions',
      arguments: [{ name: 'depth', type: 'number' }],
    },
  ],
};

describe.skipIf(!python)('init on a terminal (needs python3)', () => {
  test('asks what the reference asks, in its order', async () => {
    const cwd = testFolder({ 'discovery.json': discovery });
    const { code, stdout } = await init(cwd, [
      ["Experiment's title: ", '\r'],
      ["Experiment's title: ", 'Harbour é\r'],
      ['define a steady state hypothesis now? [y/N]: ', 'perhaps\r'],
      ['Error: invalid input', ''],
      ['define a steady state hypothesis now? [y/N]: ', 'y\r'],
      ["Hypothesis's title: ", 'H\r'],
      ['1) is_up', ''],
      ['Activity (0 to escape): ', '5\r'],
      ['Please pick up a valid activity', ''],
      ['Activity (0 to escape): ', '1\r'],
      ['Is the ship up?', ''],
      ['use this probe? [y/N]: ', 'y\r'],
      ['What is the tolerance for this probe?', 'true\r'],
      ["Argument's value for 'host': ", 'sea\r'],
      ["Argument's value for 'port' [80]: ", '\r'],
      ['select another activity? [y/N]: ', '\r'],
      ['define an experimental method? [y/N]: ', 'y\r'],
      ['2) sink_it', ''],
      ['Activity (0 to escape): ', '2\r'],
      ['use this action? [y/N]: ', 'y\r'],
      ["Argument's value for 'depth': ", 'deep\r'],
      ["'deep' is not a valid number", ''],
      ["Argument's value for 'depth': ", '1.5\r'],
      ['select another activity? [y/N]: ', 'n\r'],
      ['add some rollbacks now? [y/N]: ', 'y\r'],
      ['Activity (0 to escape): ', '0\r'],
      ['Experiment created and saved in', ''],
    ]);
    expect(code, stdout).toBe(0);
    expect(stdout).not.toContain('Warning');
    expect(JSON.parse(readFileSync(join(cwd, 'experiment.json'), 'utf8'))).toEqual({
      title: 'Harbour é',
      description: 'N/A',
      tags: [],
      'steady-state-hypothesis': {
        title: 'H',
        probes: [
          {
            type: 'probe',
            name: 'is_up',
            tolerance: true,
            provider: {
              type: 'python',
              module: 'ship.probes',
              func: 'is_up',
              arguments: { host: 'sea', port: 80 },
            },
          },
        ],
      },
      method: [
        {
          type: 'action',
          name: 'sink_it',
          provider: { type: 'python', module: 'ship.actions', func: 'sink_it', arguments: { depth: 1.5 } },
        },
      ],
      rollbacks: [],
    });
  });

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s leaves it without a file, exit code 1', async (_name, key) => {
    const { code, stdout } = await init(testFolder(), [["Experiment's title: ", key]]);
    expect(code).toBe(1);
    expect(stdout).toContain('no experiment was written');
  });
});
