import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { testFolder } from './support/chaos.js';
import { readTutorial, type TutorialStep, withoutVolatileParts } from './support/tutorial.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Stands before each command's output, and after the last one. */
const mark = '\u001e';

test("the tutorial's commands give the tutorial's outputs", async () => {
  const page = readFileSync(join(root, 'docs/tutorials/judge-an-experiment-with-pxl.md'), 'utf8');
  const steps = readTutorial(page);
  const folder = testFolder();
  const work = join(folder, 'pixie');
  cpSync(join(root, 'examples/pixie'), work, { recursive: true, filter: (path) => !path.includes('.chaos') });
  mkdirSync(join(folder, 'bin'));
  symlinkSync(join(root, 'packages/cli/bin/chaos.js'), join(folder, 'bin/chaos'));

  const env = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: folder,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
  onTestFinished(async () => {
    await once(
      spawn(join(folder, 'bin/chaos'), ['sandbox', 'down'], { cwd: work, env, stdio: 'ignore' }),
      'close',
    );
  });
  const outputs = (await runInShell(shellScript(steps), work, env)).split(`${mark}\n`).slice(1, -1);

  const commands = steps.filter((step) => step.kind === 'command');
  expect(commands.length).toBeGreaterThan(10);
  const played = commands.map(
    ({ command }, at) => `$ ${command}\n${withoutVolatileParts(outputs[at] ?? '')}`,
  );
  const written = commands.map(({ command, output }) => `$ ${command}\n${withoutVolatileParts(output)}`);
  expect(played).toEqual(written);
}, 170_000);

/** The page as one shell session: each command sees the exit code of the one before. */
function shellScript(steps: readonly TutorialStep[]): string {
  const parts = steps.map((step) =>
    step.kind === 'file'
      ? `cat > ${step.path} <<'END_OF_FILE'\n${step.text}END_OF_FILE\n`
      : `printf '${mark}\\n'; (exit $status)\n${step.command}\nstatus=$?\n`,
  );
  return `status=0\n${parts.join('')}printf '${mark}\\n'\n`;
}

async function runInShell(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  writeFileSync(join(cwd, '..', 'session.sh'), script);
  const child = spawn('bash', ['-c', 'exec bash ../session.sh 2>&1'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await once(child, 'close');
  return text;
}
