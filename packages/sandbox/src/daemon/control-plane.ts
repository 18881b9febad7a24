import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { generateCertificate } from '../api/certificate/server-certificate.js';
import { createClusterStore } from '../api/cluster-store.js';
import { sandboxContext } from '../api/kubeconfig.js';
import { type ApiServer, startApiServer } from '../api/server.js';
import { systemClock } from '../clock/clock.js';
import { bootstrapCluster } from '../controllers/bootstrap.js';
import { startControllers } from '../controllers/controllers.js';
import { StoreEventRecorder } from '../controllers/event-recorder.js';
import { serviceState } from '../controllers/services/service-routes.js';
import { followFaults } from '../faults/follow-faults.js';
import type { ImageTable } from '../images/image-table.js';
import { asService } from '../kinds/service.js';
import { startKubelet } from '../kubelet/kubelet.js';
import { clusterAddresses } from '../net/cluster-addresses.js';
import { joinStreams } from '../net/join-streams.js';
import { type HostTarget, startNameProxy } from '../net/name-proxy.js';
import { NodePorts, type NodePortsDeps } from '../net/node-ports.js';
import { type LocalPixie, type ServedPixie, servePixie } from '../pixie/local-pixie.js';
import type { PixieSettings } from '../pixie/pixie-settings.js';
import type { MemoryStore } from '../store/memory-store.js';
import { AgentProcess, type AgentProcessOptions } from './node/agent-process.js';
import { nodeFacts } from './node-facts.js';
import { kubeletFiles } from './state/kubelet-files.js';

export interface ControlPlaneOptions {
  readonly images: ImageTable;
  /** How many times faster than a real kubelet's the back-offs are. */
  readonly backOffSpeed: number;
  readonly logsFolder: string;
  readonly volumesFolder: string;
  readonly hosts: ReadonlyMap<string, HostTarget>;
  /** The user's own HTTP proxy. */
  readonly upstreamProxy: URL | undefined;
  readonly pixie: PixieSettings;
  readonly agent: Omit<AgentProcessOptions, 'onApiConnection' | 'onTraffic' | 'onSample' | 'bodyLimit'>;
  readonly onPortConflict: NodePortsDeps['onConflict'];
  /** For the log: what nobody else is told. */
  readonly log: (message: string) => void;
}

/** A whole cluster: API server, store, controllers, kubelet and the node agent, joined. */
export interface ControlPlane {
  readonly store: MemoryStore;
  readonly agent: AgentProcess;
  /** Pixie's tables, and where clients find them. */
  readonly pixie: ServedPixie;
  /** Of the HTTP proxy for programs outside, `http://127.0.0.1:PORT`. */
  readonly httpProxy: string;
  readonly server: string;
  readonly token: string;
  /** The certificate authority, PEM. */
  readonly ca: string;
  readonly ports: () => readonly number[];
  /** Resolves when the NodePorts of all services that are in the store have been tried. */
  readonly nodePortsTried: () => Promise<void>;
  /** Ends everything; resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

/** Resolves when the API takes requests and pods can be started; the cluster is empty but for what every cluster has. */
export async function startControlPlane(
  options: ControlPlaneOptions,
  signal: AbortSignal,
): Promise<ControlPlane> {
  const clock = systemClock;
  const random = Math.random;
  const store = createClusterStore({ clock, random });
  const events = new StoreEventRecorder(store, clock);
  const certificate = generateCertificate(clock.now());
  const token = randomBytes(24).toString('base64url');
  const host = '127.0.0.1';
  let apiPort = 0;
  const onApiConnection: AgentProcessOptions['onApiConnection'] = (socket) => {
    joinStreams(socket, connect({ host, port: apiPort, allowHalfOpen: true, noDelay: true }));
  };
  const node = nodeFacts();
  let pixie: LocalPixie | undefined;
  const [agent, api, served] = await allOrNone(
    AgentProcess.start(
      {
        ...options.agent,
        bodyLimit: options.pixie.bodyLimit,
        onTraffic: (batch) => pixie?.traffic(batch),
        onSample: (sample) => pixie?.sample(sample),
        onApiConnection,
      },
      signal,
    ),
    startApiServer({
      store,
      host,
      port: 0,
      token,
      certificate,
      logsDir: options.logsFolder,
      clock,
      random,
      log: options.log,
    }),
    servePixie({
      store,
      settings: options.pixie,
      clusterName: sandboxContext,
      cpus: node.cpus,
      tls: certificate,
    }),
  );
  pixie = served.pixie;
  const nameProxy = await startNameProxy({
    hosts: options.hosts,
    upstream: options.upstreamProxy,
    portsOf: (namespace, name) => {
      const service = store.get({ resource: 'services', namespace, name });
      return service === undefined ? undefined : asService(service).spec.ports?.map(({ port }) => port);
    },
    forward: (target) => agent.forward(target),
  });
  apiPort = api.port;
  const nodePorts = new NodePorts({
    forward: (target) => agent.forward(target),
    onConflict: options.onPortConflict,
  });
  const onError = (message: string, reason: unknown): void => {
    options.log(`${message}: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`);
  };
  const stopControllers = startControllers(
    { store, clock, events },
    {
      network: {
        apply: async (state) => {
          await agent.apply(state);
          await nodePorts.apply(state);
        },
      },
      certificateAuthority: certificate.ca,
      onError,
    },
  );
  const stopFaults = followFaults(store, (rules) => {
    agent.applyFaults(rules).catch((reason: unknown) => onError('faults', reason));
  });
  bootstrapCluster(
    { store, clock },
    {
      node,
      apiServiceIP: clusterAddresses.kubernetesService,
      apiEndpoint: { ip: clusterAddresses.gateway, port: clusterAddresses.apiPort },
    },
  );
  const stopKubelet = startKubelet({
    store,
    clock,
    events,
    runtime: agent,
    images: options.images,
    files: kubeletFiles,
    nodeName: node.name,
    hostIP: node.internalIP,
    logsFolder: options.logsFolder,
    volumesFolder: options.volumesFolder,
    baseEnvironment: options.agent.containerEnv,
    backOffSpeed: options.backOffSpeed,
    placeholderStartMs: 500,
    onError,
  });
  return {
    store,
    agent,
    server: api.url,
    token,
    ca: certificate.ca,
    pixie: served,
    httpProxy: `http://${host}:${nameProxy.port}`,
    ports: () => [api.port, served.port, nameProxy.port, ...nodePorts.wanted],
    nodePortsTried: () => nodePorts.apply(serviceState({ store })),
    stop: async () => {
      stopKubelet();
      stopControllers();
      stopFaults();
      nodePorts.close();
      await Promise.all([agent.stop(), api.close(), served.close(), nameProxy.close()]);
    },
  };
}

/** Things that start at the same time: where one can't, the others are stopped again. */
async function allOrNone(
  agentStart: Promise<AgentProcess>,
  apiStart: Promise<ApiServer>,
  pixieStart: Promise<ServedPixie>,
): Promise<[AgentProcess, ApiServer, ServedPixie]> {
  const [agent, api, pixie] = await Promise.allSettled([agentStart, apiStart, pixieStart]);
  if (agent.status === 'fulfilled' && api.status === 'fulfilled' && pixie.status === 'fulfilled')
    return [agent.value, api.value, pixie.value];
  if (agent.status === 'fulfilled') await agent.value.stop();
  if (api.status === 'fulfilled') await api.value.close();
  if (pixie.status === 'fulfilled') await pixie.value.close();
  for (const start of [agent, api, pixie]) if (start.status === 'rejected') throw start.reason;
  throw new Error('nothing failed');
}
