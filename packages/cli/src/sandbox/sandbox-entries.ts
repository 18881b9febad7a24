import { join } from 'node:path';

/** The sandbox's two programs, as built. */
export function sandboxEntries(distFolder: string): { readonly daemon: string; readonly agent: string } {
  return { daemon: join(distFolder, 'sandbox-daemon.js'), agent: join(distFolder, 'sandbox-agent.js') };
}
