import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateCertificate } from '../src/api/certificate/server-certificate.js';
import { type ClusterStore, createClusterStore } from '../src/api/cluster-store.js';
import { kubeconfigText } from '../src/api/kubeconfig.js';
import { startApiServer } from '../src/api/server.js';
import { systemClock } from '../src/clock/clock.js';
import { bootstrapCluster } from '../src/controllers/bootstrap.js';
import { startControllers } from '../src/controllers/controllers.js';
import { StoreEventRecorder } from '../src/controllers/event-recorder.js';
import { createImageTable } from '../src/images/create-image-table.js';
import { startKubelet } from '../src/kubelet/kubelet.js';
import { FakeRuntime } from '../src/testing/fake-runtime.js';

export interface LocalCluster {
  readonly url: string;
  readonly token: string;
  readonly ca: string;
  readonly kubeconfig: string;
  readonly logsDir: string;
  readonly store: ClusterStore;
  readonly runtime: FakeRuntime;
  /** Faults of the server and the controllers. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

const node = {
  name: 'sandbox',
  internalIP: '10.244.0.1',
  cpus: 4,
  memoryBytes: 8 * 2 ** 30,
  pods: 1000,
  podCIDR: '10.244.0.0/16',
  architecture: 'amd64',
  kernelVersion: '6.1',
  osImage: 'Linux',
  kubeletVersion: 'v1.34.0',
  runtimeVersion: 'chaoskit://0.1.0',
};

/** The API with controllers, scheduler and kubelet; its pods are no processes. Kubeconfig and logs are in `folder`. */
export async function startLocalCluster(folder: string): Promise<LocalCluster> {
  const clock = systemClock;
  const store = createClusterStore({ clock, random: Math.random });
  const events = new StoreEventRecorder(store, clock);
  const certificate = generateCertificate(clock.now());
  const token = randomBytes(24).toString('base64url');
  const logsDir = join(folder, 'logs');
  mkdirSync(logsDir, { recursive: true });
  const faults: string[] = [];
  const onError = (message: string, reason?: unknown): void => {
    faults.push(
      `${message} ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason ?? '')}`,
    );
  };
  const api = await startApiServer({
    store,
    host: '127.0.0.1',
    port: 0,
    token,
    certificate,
    logsDir,
    clock,
    random: Math.random,
    log: onError,
  });
  const stopControllers = startControllers(
    { store, clock, events },
    {
      network: { apply: async () => {} },
      certificateAuthority: certificate.ca,
      onError,
    },
  );
  bootstrapCluster(
    { store, clock },
    { node, apiServiceIP: '10.96.0.1', apiEndpoint: { ip: '10.244.0.1', port: 6443 } },
  );
  const runtime = new FakeRuntime(clock);
  // What the recorded scenarios run in pods that must end.
  runtime.programs.sh = { endsAfterMs: 10 };
  const stopKubelet = startKubelet({
    store,
    clock,
    events,
    runtime,
    images: createImageTable([], undefined),
    files: { makeFolder: async () => {}, write: async () => {}, remove: async () => {} },
    nodeName: node.name,
    hostIP: node.internalIP,
    logsFolder: logsDir,
    volumesFolder: join(folder, 'volumes'),
    baseEnvironment: {},
    backOffSpeed: 1,
    placeholderStartMs: 500,
    onError,
  });
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigText({ server: api.url, ca: certificate.ca, token }), { mode: 0o600 });
  return {
    url: api.url,
    token,
    ca: certificate.ca,
    kubeconfig,
    logsDir,
    store,
    runtime,
    faults,
    close: async () => {
      stopKubelet();
      stopControllers();
      await api.close();
    },
  };
}
