import type { SandboxStatus } from '@chaoskit/sandbox';
import type { SandboxStatusOptions } from '../command-line/sandbox-options.js';
import type { CommandContext } from '../context.js';
import { stateFolderPath } from '../state/state-folder.js';

/** `chaos sandbox status`: what runs in this folder's sandbox. Exit code 0 whatever the state: it is the answer, not an error. */
export async function sandboxStatusCommand(
  { host }: CommandContext,
  { json, stateDir }: SandboxStatusOptions,
): Promise<number> {
  const { sandboxStatus } = await import('@chaoskit/sandbox');
  const status = await sandboxStatus({ stateDir: stateFolderPath(host, stateDir) });
  host.stdout.write(json ? `${JSON.stringify(status, null, 2)}\n` : describe(status));
  return 0;
}

function describe(status: SandboxStatus): string {
  switch (status.state) {
    case 'down':
      return 'No sandbox is up in this folder\n';
    case 'stale':
      return `The sandbox ended without taking its files away (process ${status.pid}); 'chaos sandbox down' does that\n`;
    case 'starting':
      return `The sandbox is starting (process ${status.pid})\n`;
    case 'up':
      return [
        `The sandbox is up (process ${status.pid}), at ${status.server}`,
        `kubeconfig: ${status.kubeconfig}, context ${status.context}`,
        `Pixie: ${status.pixie.server}, cluster ${status.pixie.clusterId}, key ${status.pixie.apiKey}`,
        `HTTP proxy with the cluster's names: ${status.httpProxy}`,
        ...status.deployments.map(
          ({ namespace, name, replicas, available }) =>
            `deployment ${namespace}/${name}: ${available} of ${replicas} available`,
        ),
        ...status.pods.map(
          ({ namespace, name, phase, ready, restarts }) =>
            `pod ${namespace}/${name}: ${phase}${ready ? ', ready' : ''}${restarts > 0 ? `, ${restarts} restarts` : ''}`,
        ),
        ...status.nodePorts.map(
          ({ namespace, service, nodePort }) =>
            `service ${namespace}/${service}: http://localhost:${nodePort}/`,
        ),
        '',
      ].join('\n');
  }
}
