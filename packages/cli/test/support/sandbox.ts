import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Ended, runChaos, testFolder } from './chaos.js';

/** A folder whose sandbox is taken down when the test ends. */
export function sandboxFolder(files: Readonly<Record<string, unknown>> = {}): string {
  const folder = testFolder(files);
  onTestFinished(async () => {
    await runChaos(['sandbox', 'down'], { cwd: folder });
  });
  return folder;
}

/** The file that the one line of `chaos sandbox up` names. Throws where it is not exactly that line. */
export function kubeconfigOf({ stdout, stderr }: Ended): string {
  const file = /^export KUBECONFIG=(\/\S+)\n$/.exec(stdout)?.[1];
  if (file === undefined) throw new Error(`no line for the shell: ${stdout}${stderr}`);
  return file;
}

/** A Deployment, as a manifest. */
export function deployment(
  name: string,
  { image = `test/${name}`, replicas = 1, port, env = {} }: DeploymentOptions = {},
): unknown {
  const probe = port === undefined ? {} : { readinessProbe: { tcpSocket: { port }, periodSeconds: 1 } };
  const variables = Object.entries(env).map(([key, value]) => ({ name: key, value }));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name, image, env: variables, ...probe }] },
      },
    },
  };
}

/** A Service for the pods of the Deployment of that name, as a manifest. */
export const service = (name: string, port: number, nodePort?: number): unknown => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: {
    selector: { app: name },
    ...(nodePort === undefined ? {} : { type: 'NodePort' }),
    ports: [{ port, ...(nodePort === undefined ? {} : { nodePort }) }],
  },
});

/** The text of a file with these manifests. */
export const manifests = (...objects: readonly unknown[]): string =>
  objects.map((object) => JSON.stringify(object, null, 2)).join('\n---\n');

/** A free port in the range of NodePorts. */
export async function freeNodePort(): Promise<number> {
  for (;;) {
    const port = 30_000 + Math.floor(Math.random() * 2767);
    if (await isFree(port)) return port;
  }
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

interface DeploymentOptions {
  readonly image?: string;
  readonly replicas?: number;
  /** The pod is ready when something listens there. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}
