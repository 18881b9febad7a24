import { readFileSync } from 'node:fs';
import { ChaosError, messageOf } from '@chaoskit/errors';
import type { CommandContext } from '../context.js';

/** A cluster that scripts can be sent to. */
export interface ConnectedCluster {
  readonly id: string;
  readonly client: import('@chaoskit/vizier').VizierClient;
}

/** Connects to a cluster with what the environment says. Throws `ChaosError` for one that is not known. */
export async function connectCluster(
  { host, log }: CommandContext,
  clusterId: string,
  signal: AbortSignal,
): Promise<ConnectedCluster> {
  const { openVizier, pixieSettings } = await import('@chaoskit/vizier');
  const env = { ...host.env, PIXIE_CLUSTER_ID: clusterId };
  const client = openVizier(pixieSettings({ env, readFile }).options);
  try {
    const { id, name, status } = await client.cluster(clusterId, signal);
    log.debug(`Pixie cluster '${name}' is ${status}`);
    return { id, client };
  } catch (error) {
    client.close();
    throw error;
  }
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ChaosError('CHAOS_E_FILE', `the file can't be read: ${messageOf(cause)}`, {
      place: { file },
      cause,
    });
  }
}
