import { readFileSync } from 'node:fs';
import { ChaosError } from '@chaoskit/errors';
import type { Host } from '../host/host.js';
import { sandboxOfFolder } from '../sandbox/sandbox-of-folder.js';
import type { ConnectedCluster } from './connect-cluster.js';

/** Connects to the Pixie of the sandbox that is up in this folder. Throws `ChaosError` where none is. */
export async function connectSandbox(host: Host, stateFlag: string | undefined): Promise<ConnectedCluster> {
  const found = await sandboxOfFolder(host, stateFlag);
  if (found === undefined)
    throw new ChaosError('CHAOS_E_SANDBOX_DOWN', 'no sandbox is up in this folder', {
      hint: 'start one: chaos sandbox up -f cluster.yaml',
    });
  const { server, apiKey, clusterId, rootsFile } = found.pixie;
  const { openVizier } = await import('@chaoskit/vizier');
  return { id: clusterId, client: openVizier({ server, apiKey, ca: readFileSync(rootsFile, 'utf8') }) };
}
