import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { generateCertificate } from '../api/certificate/server-certificate.js';
import { createClusterStore } from '../api/cluster-store.js';
import { type ApiServer, startApiServer } from '../api/server.js';
import { systemClock } from '../clock/clock.js';
import { bootstrapCluster } from '../controllers/bootstrap.js';
import { startControllers } from '../controllers/controllers.js';
import { StoreEventRecorder } from '../controllers/event-recorder.js';
import { serviceState } from '../controllers/services/service-routes.js';
import type { ImageTable } from '../images/image-table.js';
import { startKubelet } from '../kubelet/kubelet.js';
import { clusterAddresses } from '../net/cluster-addresses.js';
import { joinStreams } from '../net/join-streams.js';
import { NodePorts, type NodePortsDeps } from '../net/node-ports.js';
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
  readonly agent: Omit<AgentProcessOptions, 'onApiConnection'>;
  readonly onPortConflict: NodePortsDeps['onConflict'];
  /** For the log: what nobody else is told. */
  readonly log: (message: string) => void;
}

/** A whole cluster: API server, store, controllers, kubelet and the node agent, joined. */
export interface ControlPlane {
  readonly store: MemoryStore;
  readonly agent: AgentProcess;
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
  const [agent, api] = await bothOrNone(
    AgentProcess.start({ ...options.agent, onApiConnection }, signal),
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
  );
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
  const node = nodeFacts();
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
    onError,
  });
  return {
    store,
    agent,
    server: api.url,
    token,
    ca: certificate.ca,
    ports: () => [api.port, ...nodePorts.wanted],
    nodePortsTried: () => nodePorts.apply(serviceState({ store })),
    stop: async () => {
      stopKubelet();
      stopControllers();
      nodePorts.close();
      await Promise.all([agent.stop(), api.close()]);
    },
  };
}

/** Two things that start at the same time: where one can't, the other is stopped again. */
async function bothOrNone(
  agentStart: Promise<AgentProcess>,
  apiStart: Promise<ApiServer>,
): Promise<[AgentProcess, ApiServer]> {
  const [agent, api] = await Promise.allSettled([agentStart, apiStart]);
  if (agent.status === 'fulfilled' && api.status === 'fulfilled') return [agent.value, api.value];
  if (agent.status === 'fulfilled') await agent.value.stop();
  if (api.status === 'fulfilled') await api.value.close();
  throw agent.status === 'rejected' ? agent.reason : api.status === 'rejected' ? api.reason : undefined;
}
