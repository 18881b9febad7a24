import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Tests that start a real `chaos` start what the sources say now. */
export default function buildOnce(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../scripts/build.mjs', import.meta.url))], {
    stdio: 'inherit',
  });
}
