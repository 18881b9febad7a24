import { spawn } from 'node:child_process';
import { ChaosError } from '@chaoskit/errors';

export interface InstallOptions {
  readonly python: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Installs or upgrades a package with the interpreter's own pip. Throws `CHAOS_E_INSTALL_FAILED` with the end of what pip said. */
export async function installPackage(
  name: string,
  { python, env, cwd }: InstallOptions,
  signal: AbortSignal,
): Promise<void> {
  // A package is a name or a path, never one of pip's options.
  const child = spawn(python, ['-m', 'pip', 'install', '-U', '--', name], {
    cwd,
    env: { ...env },
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      said = (said + piece).slice(-2_000);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code === 0) return;
  throw new ChaosError('CHAOS_E_INSTALL_FAILED', `failed to install \`${name}\``, { hint: said.trim() });
}
