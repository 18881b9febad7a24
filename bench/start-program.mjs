import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts a program of ours that ends with its standard input. `line` answers the next one it says; `end` ends it, and answers its last. */
export function startProgram(program, ...args) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => (await lines.next()).value;
  return {
    line,
    end: () => {
      child.stdin.end();
      return line();
    },
  };
}
