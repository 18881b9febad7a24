import { createInterface, type Interface } from 'node:readline/promises';
import { ChaosError } from '@chaoskit/errors';
import type { Asker } from './asker.js';

/** The person left: Ctrl-C, Ctrl-D. */
class PromptClosedError extends ChaosError {
  override readonly name = 'PromptClosedError';

  constructor() {
    super('CHAOS_E_PROMPT_CLOSED', 'no experiment was written: the questions were left');
  }
}

/** Asks on the process's terminal. `close` gives it back. */
export function terminalAsker(): Asker & { close(): void } {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  lines.on('SIGINT', () => lines.close());
  const say = (text: string): void => {
    process.stdout.write(`${text}\n`);
  };
  const ask = (question: string): Promise<string> => answer(lines, question);
  return {
    say,
    text: async (question, fallback) => {
      for (;;) {
        const given = (await ask(fallback ? `${question} [${fallback}]: ` : `${question}: `)).trim();
        if (given !== '') return given;
        if (fallback !== undefined) return fallback;
      }
    },
    confirm: async (question) => {
      for (;;) {
        const given = (await ask(`${question} [y/N]: `)).trim().toLowerCase();
        if (['y', 'yes'].includes(given)) return true;
        if (['', 'n', 'no'].includes(given)) return false;
        say('Error: invalid input');
      }
    },
    close: () => lines.close(),
  };
}

function answer(lines: Interface, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const left = () => reject(new PromptClosedError());
    lines.once('close', left);
    lines.question(question).then((text) => {
      lines.off('close', left);
      resolve(text);
    }, reject);
  });
}
