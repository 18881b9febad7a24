import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { rootCertificates } from 'node:tls';
import { ChaosError } from '@chaoskit/errors';
import { findTools } from '../agent/host/tools.js';
import { kubeconfigText } from '../api/kubeconfig.js';
import { allDeployments } from '../availability/availability.js';
import { waitUntilAvailable } from '../availability/wait-until-available.js';
import { systemClock } from '../clock/clock.js';
import { createObjects } from '../manifests/create-objects.js';
import { waitForTraffic } from '../pixie/wait-for-traffic.js';
import { type ClusterInput, readClusterInput } from './cluster-input.js';
import { type ControlPlane, startControlPlane } from './control-plane.js';
import type { DaemonOptions } from './daemon-messages.js';
import { explainMissingTools } from './node/explain-namespaces.js';
import type { SandboxLog } from './sandbox-log.js';
import { lastLines } from './state/last-lines.js';
import { identityOf, type ProcessIdentity, userNamespaceOf } from './state/process-identity.js';
import { runtimeFolder } from './state/runtime-folder.js';
import { type RunningState, SandboxFolder } from './state/sandbox-state.js';

export interface DaemonDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The process that started the daemon. */
  readonly caller: SandboxLog & { up(server: string): void };
  /** Aborted when the sandbox is to end. */
  readonly signal: AbortSignal;
}

/**
 * Brings a sandbox up and keeps it until `signal` is aborted or its agent dies; nothing of it is left when this returns or throws.
 * @throws ChaosError why it could not come up, or that the agent died.
 */
export async function runDaemon(options: DaemonOptions, deps: DaemonDeps): Promise<void> {
  const folder = new SandboxFolder(options.stateDir);
  // From here on the folder belongs to this process, not to the one that started it.
  folder.write({ version: 1, daemon: ownIdentity() });
  const ending = new AbortController();
  const signal = AbortSignal.any([deps.signal, ending.signal]);
  let plane: ControlPlane | undefined;
  let isUp = false;
  // Once the sandbox is up, a service that comes later does not end it.
  const portConflict = (error: ChaosError) => (isUp ? folder.log(error.message) : ending.abort(error));
  try {
    const input = readClusterInput(options);
    for (const warning of input.plan.warnings) deps.caller.warning(warning);
    plane = await startPlane(input, folder, options.agentEntry, deps, portConflict, signal);
    void plane.agent.ended.then(() => {
      ending.abort(new ChaosError('CHAOS_E_SANDBOX_AGENT_GONE', 'the node agent has ended'));
    });
    await bringUp(plane, input, folder, options, deps, signal);
    isUp = true;
    await aborted(signal);
    signal.throwIfAborted();
  } catch (reason) {
    // An end that was asked for is no failure.
    if (!deps.signal.aborted) throw ending.signal.aborted ? ending.signal.reason : reason;
  } finally {
    await plane?.stop();
    folder.clear();
  }
}

function startPlane(
  input: ClusterInput,
  folder: SandboxFolder,
  agentEntry: string,
  { env }: DaemonDeps,
  onPortConflict: (error: ChaosError) => void,
  signal: AbortSignal,
): Promise<ControlPlane> {
  const tools = findTools(env.PATH ?? '');
  if ('missing' in tools) throw explainMissingTools(tools.missing);
  const log = (message: string) => folder.log(message);
  const homeFolder = homedir();
  return startControlPlane(
    {
      images: input.images,
      backOffSpeed: input.sandbox.speed,
      hosts: input.sandbox.hosts,
      upstreamProxy: upstreamProxy(env),
      pixie: input.sandbox.pixie,
      logsFolder: folder.logs,
      volumesFolder: folder.volumes,
      onPortConflict,
      log,
      agent: {
        entry: agentEntry,
        tools,
        stateFolder: folder.path,
        homeFolder,
        runtimeFolder: runtimeFolder(env),
        containerEnv: {
          PATH: env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
          HOME: homeFolder,
          ...(env.LANG === undefined ? {} : { LANG: env.LANG }),
        },
        hostAccess: input.sandbox.hostAccess,
        warn: log,
      },
    },
    signal,
  );
}

function upstreamProxy(env: DaemonDeps['env']): URL | undefined {
  const text = env.http_proxy || env.HTTP_PROXY || '';
  return URL.canParse(text) ? new URL(text) : undefined;
}

async function bringUp(
  plane: ControlPlane,
  { plan, sandbox }: ClusterInput,
  folder: SandboxFolder,
  options: DaemonOptions,
  { caller, env }: DaemonDeps,
  signal: AbortSignal,
): Promise<void> {
  const { store, server, token, ca } = plane;
  createObjects(plan.objects, { store, clock: systemClock });
  await plane.nodePortsTried();
  signal.throwIfAborted();
  writeFileSync(folder.roots, [ca, trustedRoots(env)].join('\n'), { mode: 0o600 });
  writeFileSync(folder.kubeconfig, kubeconfigText({ server, ca, token }), { mode: 0o600 });
  folder.write({ version: 1, daemon: ownIdentity(), running: runningState(plane, options) });
  if (options.wait) {
    await waitUntilAvailable(sandbox.waitFor.available ?? allDeployments(store), {
      store,
      clock: systemClock,
      progress: (message) => caller.info(message),
      lastLines: async (container) => lastLines(folder.logs, container),
      signal,
    });
    const { traffic } = sandbox.waitFor;
    if (traffic.length > 0) {
      await waitForTraffic(traffic, {
        source: plane.pixie.pixie.source,
        clock: systemClock,
        progress: (message) => caller.info(message),
        signal,
      });
    }
  }
  caller.up(server);
}

/** What gRPC clients trust without the sandbox: the user's file, or what Node brings. */
function trustedRoots(env: DaemonDeps['env']): string {
  const file = env.GRPC_DEFAULT_SSL_ROOTS_FILE_PATH;
  return file && existsSync(file) ? readFileSync(file, 'utf8') : rootCertificates.join('\n');
}

function runningState(plane: ControlPlane, options: DaemonOptions): RunningState {
  const { outer, inner } = plane.agent.pids;
  return {
    server: plane.server,
    token: plane.token,
    ca: plane.ca,
    pixie: plane.pixie.access,
    httpProxy: plane.httpProxy,
    agent: [outer, inner].map(identityOf).filter((identity) => identity !== undefined),
    userNamespace: userNamespaceOf(inner) ?? '',
    ports: plane.ports(),
    startedAt: new Date().toISOString(),
    files: options.files,
  };
}

function ownIdentity(): ProcessIdentity {
  const identity = identityOf(process.pid);
  if (identity === undefined) throw new ChaosError('CHAOS_E_SANDBOX_NAMESPACES', 'the sandbox needs /proc');
  return identity;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
