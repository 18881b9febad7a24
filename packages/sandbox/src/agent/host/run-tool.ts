import { spawn } from 'node:child_process';
import { ChaosError } from '@chaoskit/errors';

/** Runs one of the system's programs to its end and answers its stdout. Throws `CHAOS_E_SANDBOX_TOOL` with what it said on stderr. */
export async function runTool(
  program: string,
  args: readonly string[],
  options: { readonly input?: string; readonly signal: AbortSignal },
): Promise<string> {
  options.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe', signal: options.signal });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(said.stdout);
      const reason = said.stderr.trim() || `ended with ${signal ?? code}`;
      reject(new ChaosError('CHAOS_E_SANDBOX_TOOL', `${program}: ${reason}`));
    });
    // A program that ends without reading its input is told about by its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}
