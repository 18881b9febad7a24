import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSandbox } from '@chaoskit/sandbox';
import type { CommandContext } from '../context.js';
import type { Interruption } from '../host/interruptible.js';
import { sandboxEntries } from './sandbox-entries.js';

/**
 * Does `work` while a sandbox with these manifests is up, and takes it down whatever happens. Its state is a temporary folder, so
 * that a sandbox of the working folder is left alone.
 */
export async function inThrowAwaySandbox<T>(
  { host, log, distFolder }: CommandContext,
  files: readonly string[],
  interruption: Interruption,
  work: (sandbox: RunningSandbox) => Promise<T>,
): Promise<T> {
  const { startSandbox, stopSandbox } = await import('@chaoskit/sandbox');
  const stateDir = mkdtempSync(join(tmpdir(), 'chaos-sandbox-'));
  try {
    const sandbox = await startSandbox({
      folder: host.cwd(),
      stateDir,
      files,
      wait: true,
      lenient: false,
      endWithCaller: true,
      entries: sandboxEntries(distFolder),
      log,
      signal: interruption.signal,
    });
    return await work(sandbox);
  } finally {
    // Nothing may keep the sandbox from being taken down, a second Ctrl-C neither.
    await interruption.aside(() => stopSandbox({ stateDir, log, signal: new AbortController().signal }));
    rmSync(stateDir, { recursive: true, force: true });
  }
}
