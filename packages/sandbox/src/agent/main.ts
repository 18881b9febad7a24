// The node agent: runs as the first real program of the sandbox's own user, network, mount and PID namespaces, speaks with the control
// plane over stdin and stdout, and ends when stdin does. The kernel then removes the namespaces with everything in them.
import { realpathSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { messageOf } from '@chaoskit/errors';
import { clusterAddresses } from '../net/cluster-addresses.js';
import { ClusterZone } from '../net/cluster-zone.js';
import { DnsServer } from '../net/dns-server.js';
import { ForwardListener } from '../net/forward-listener.js';
import { openHostPorts } from '../net/host-access.js';
import { joinStreams } from '../net/join-streams.js';
import { NamelessSocket } from '../net/nameless-socket.js';
import { ServiceProxies } from '../net/service-proxies.js';
import { PodProcesses } from '../pixie/observe/pod-processes.js';
import { queryTexts } from '../pixie/observe/query-observation.js';
import { TrafficRecorder } from '../pixie/observe/traffic-recorder.js';
import { wallClock } from '../pixie/observe/wall-clock.js';
import { nanoTime } from './container/nano-time.js';
import { type AgentOptions, socketNames } from './control/control-messages.js';
import { ControlServer } from './control/control-server.js';
import { narrowHostView } from './host/host-view.js';
import { runTool } from './host/run-tool.js';
import { PodNetwork } from './network/pod-network.js';
import { NodeRuntime } from './node-runtime.js';

/** How often the node's counters are read, in milliseconds (pixie.md, appendix B). */
const sampleMs = 1000;
/** More than this on its way to the control plane: what is seen is dropped. */
const maxWaitingBytes = 16 * 1024 * 1024;

async function main(options: AgentOptions, hostPid: number): Promise<void> {
  const { tools, stateFolder } = options;
  const signal = AbortSignal.timeout(30_000);
  const warn = (message: string) => control.send({ event: 'warning', message });
  // Before /run, where the sockets may be, is hidden.
  const api = new NamelessSocket(join(options.socketFolder, socketNames.api));
  const host = new NamelessSocket(join(options.socketFolder, socketNames.host));
  const resolvTarget = followLinks('/etc/resolv.conf');
  const network = new PodNetwork(tools);
  const now = wallClock();
  const processes = new PodProcesses(() => runtime.runningPods(), clusterAddresses.gateway);
  const recorder: TrafficRecorder = new TrafficRecorder({
    endOf: (address, port) => processes.endOf(address, port),
    serviceOf: (proxy) => services.addressOf(proxy),
    now,
    send: (batch) => control.send({ event: 'traffic', batch }),
    isBehind: () => control.waitingBytes > maxWaitingBytes,
    warn,
  });
  const services: ServiceProxies = new ServiceProxies({
    observer: recorder,
    bodyLimit: options.bodyLimit,
    now: Date.now,
    warn,
  });
  const zone = new ClusterZone(options.hostAccess.map(({ name }) => name));
  await new ForwardListener(services).listen(join(options.socketFolder, socketNames.forward));

  const [resetsSignals, , stillWritable] = await Promise.all([
    canResetSignals(tools.env, signal),
    network.start(signal),
    narrowHostView(tools, options, signal),
  ]);
  // Packets that lead nowhere are then answered, not dropped.
  writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
  const dns = new DnsServer(zone, ({ address, port }, query, answer) => {
    const at = now();
    const client = processes.endOf(address, port);
    recorder.queryAnswered({ at, latencyMs: now() - at, client, ...queryTexts(query, answer) });
  });
  await dns.listen(clusterAddresses.dns, 53);
  createServer({ allowHalfOpen: true, noDelay: true }, (socket) => joinStreams(socket, api.connect())).listen(
    clusterAddresses.apiPort,
    clusterAddresses.gateway,
  );
  openHostPorts(
    options.hostAccess.map(({ port }) => port),
    () => host.connect(),
  );

  const runtime = new NodeRuntime({
    tools,
    network,
    stateFolder,
    resolvTarget,
    env: options.env,
    resetsSignals,
    now: nanoTime(),
    warn,
  });
  const control = new ControlServer(process.stdin, process.stdout, {
    startPod: ({ pod }, abort) => runtime.startPod(pod, abort),
    startContainer: ({ container }, abort) => runtime.startContainer(container, abort),
    stopContainer: async ({ id, graceMs }) => {
      await runtime.stopContainer(id, graceMs);
      return null;
    },
    exec: ({ id, command }, abort) => runtime.exec(id, command, abort),
    probe: ({ podUid, probe }, abort) => runtime.probe(podUid, probe, abort),
    removePod: async ({ podUid }) => {
      await runtime.removePod(podUid);
      return null;
    },
    applyFaults: async ({ rules }) => {
      services.setFaults(rules);
      return null;
    },
    applyServices: async ({ state }) => {
      zone.set(state);
      await services.apply(state);
      return null;
    },
  });
  setInterval(() => {
    if (control.waitingBytes > maxWaitingBytes) return;
    control.send({ event: 'sample', sample: processes.sample(now(), recorder.changedBytes()) });
  }, sampleMs);
  runtime.onContainerExit((exit) => control.send({ event: 'exit', exit }));
  if (stillWritable.length > 0) warn(`pods can write to ${stillWritable.join(', ')}`);
  control.send({ event: 'ready', hostPid });
}

/** The path itself where it is no link, or where the link leads nowhere that can be told. */
function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

async function canResetSignals(env: string, signal: AbortSignal): Promise<boolean> {
  return runTool(env, ['--default-signal=INT,QUIT', 'true'], { signal }).then(
    () => true,
    () => false,
  );
}

process.stdin.on('end', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));
main(JSON.parse(process.argv[2] ?? '{}') as AgentOptions, Number(process.argv[3])).catch(
  (reason: unknown) => {
    process.stderr.write(`${messageOf(reason)}\n`);
    process.exit(1);
  },
);
