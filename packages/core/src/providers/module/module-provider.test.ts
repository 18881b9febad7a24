import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moduleControlHost } from '../../controls/module-control-host.js';
import { realClock } from '../../run/testing/real-clock.js';
import { runInline } from '../../run/testing/run-inline.js';
import type { PlainJson } from '../../values/json.js';
import { parseJson } from '../../values/parse-json.js';
import { moduleProvider } from './module-provider.js';
import { UserModules } from './user-modules.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaoskit-modules-'));
  await writeFile(
    join(folder, 'probes.ts'),
    `enum Size { Small = 'small' }
     export async function greet(args: { name: string }, context: { env: Record<string, string> }) {
       return \`\${Size.Small} hello \${args.name} \${context.env.WHO}\`;
     }
     export const boom = () => { throw new RangeError('too far'); };
     export const limits = 3;`,
  );
  await writeFile(join(folder, 'plain.js'), `export const one = () => 1;`);
  await writeFile(
    join(folder, 'control.ts'),
    `import { defineControl } from 'chaoskit/extension';
     export const tape = defineControl({
       afterActivity: ({ state }) => { (state as { seen: boolean }).seen = true; },
     });`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function modules(): Promise<UserModules> {
  const { defineControl } = await import('../../controls/define-control.js');
  return new UserModules({ folder, virtualModules: { 'chaoskit/extension': { defineControl } } });
}

const activity = (path: string, func: string, args?: { [name: string]: PlainJson }): PlainJson => ({
  type: 'probe',
  name: func,
  provider: { type: 'module', path, func, ...(args === undefined ? {} : { arguments: args }) },
});

describe('type: module', () => {
  test('runs functions of TypeScript and JavaScript files, and their controls', async () => {
    const loaded = await modules();
    const { journal } = await runInline(
      {
        title: 'T',
        description: 'D',
        controls: [{ name: 'tape', provider: { type: 'module', path: './control.ts' } }],
        method: [
          activity('./probes.ts', 'greet', { name: '${name}' }),
          activity('./plain.js', 'one'),
          activity('./probes.ts', 'boom'),
        ],
      },
      {
        configuration: { name: 'you' },
        // Loading a file takes real time.
        clock: realClock,
        providers: [moduleProvider({ modules: loaded, clock: realClock, env: { WHO: 'there' } })],
        controlHosts: [moduleControlHost(loaded)],
      },
    );
    expect(journal.run).toMatchObject([
      { output: 'small hello you there', seen: true },
      { output: 1, seen: true },
      { status: 'failed', seen: true },
    ]);
  });

  test.each([
    [{ type: 'module' }, 'a module activity must have a path'],
    [{ type: 'module', path: './probes.ts' }, 'a module activity must have a function name'],
    [{ type: 'module', path: './none.ts', func: 'x' }, "could not import module './none.ts'"],
    [
      { type: 'module', path: './probes.ts', func: 'gret' },
      "the module './probes.ts' does not export a function or definition called 'gret'",
    ],
    [{ type: 'module', path: './probes.ts', func: 'limits' }, "called 'limits'"],
  ])('tells what is wrong with %j', async (provider, message) => {
    const document = parseJson(JSON.stringify({ method: [{ provider }] }), 'x.json');
    const checked = moduleProvider({ modules: await modules(), clock: realClock, env: {} });
    const issues = await checked.check(
      { provider },
      { document, path: ['method', 0] },
      new AbortController().signal,
    );
    expect(issues).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });
});
