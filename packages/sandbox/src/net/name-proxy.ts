import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { clusterAddresses } from './cluster-addresses.js';
import type { ForwardTarget } from './forward-listener.js';
import { joinStreams } from './join-streams.js';

/** A service that a name from outside stands for. */
export interface HostTarget {
  readonly namespace: string;
  readonly service: string;
  /** Absent: the port of the URL where the service has it, else its first one. */
  readonly port?: number;
}

export interface NameProxyDeps {
  /** Names of `sandbox.yaml`, in lower case. */
  readonly hosts: ReadonlyMap<string, HostTarget>;
  /** Ports of a service; undefined where there is none. */
  readonly portsOf: (namespace: string, service: string) => readonly number[] | undefined;
  /** Asked for all other names. */
  readonly upstream: URL | undefined;
  /** A stream into the cluster's network. */
  readonly forward: (target: ForwardTarget) => Socket;
}

export interface NameProxy {
  readonly port: number;
  close(): Promise<void>;
}

const host = '127.0.0.1';

/**
 * An HTTP proxy on a free port of 127.0.0.1 for programs outside the cluster: names of services and mapped names lead into the
 * cluster, all others to where they lead without it (RFC 9110 §3.7, §9.3.6).
 */
export async function startNameProxy(deps: NameProxyDeps): Promise<NameProxy> {
  const agents = new WeakMap<Socket, OnwardAgent>();
  const server = createServer((call, answer) => {
    const agent = agents.get(call.socket) ?? new OnwardAgent(call.socket, deps);
    agents.set(call.socket, agent);
    passOn(call, answer, agent, deps);
  });
  server.on('connect', (call: IncomingMessage, socket: Socket, head: Buffer) => {
    const [name = '', port = '443'] = (call.url ?? '').split(/:(?=\d+$)/);
    const target = connectTo(name, Number(port), socket, deps);
    target.once('connect', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) target.write(head);
      joinStreams(socket, target);
    });
    target.once('error', () => socket.destroy());
    socket.on('error', () => target.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Headers that concern one connection only (RFC 9110 §7.6.1). */
const ofConnection = ['connection', 'proxy-connection', 'keep-alive', 'proxy-authorization', 'te', 'upgrade'];

/**
 * The connections onward of one client's connection, kept as long as that one: so a client that keeps its connection has one pod
 * all the time, as it would have without the proxy.
 */
class OnwardAgent extends Agent {
  readonly #from: Socket;
  readonly #deps: NameProxyDeps;

  constructor(from: Socket, deps: NameProxyDeps) {
    super({ keepAlive: true });
    this.#from = from;
    this.#deps = deps;
    from.once('close', () => this.destroy());
  }

  override createConnection(options: { host?: string; port?: number | string }): Socket {
    return connectTo(options.host ?? '', Number(options.port ?? 80), this.#from, this.#deps);
  }
}

function passOn(call: IncomingMessage, answer: ServerResponse, agent: Agent, deps: NameProxyDeps): void {
  const url = URL.canParse(call.url ?? '') ? new URL(call.url ?? '') : undefined;
  if (url?.protocol !== 'http:') {
    refuse(answer, 400, 'this is an HTTP proxy: it takes absolute http:// URLs');
    return;
  }
  const port = Number(url.port || 80);
  const upstream = targetOf(url.hostname, port, deps) === undefined ? deps.upstream : undefined;
  const headers = Object.entries(call.headers).filter(([name]) => !ofConnection.includes(name));
  const onward = httpRequest({
    method: call.method,
    host: upstream?.hostname ?? url.hostname,
    port: upstream === undefined ? port : Number(upstream.port || 80),
    path: upstream === undefined ? `${url.pathname}${url.search}` : url.href,
    headers: Object.fromEntries(headers),
    agent,
  });
  onward.on('response', (response) => {
    answer.writeHead(
      response.statusCode ?? 502,
      response.statusMessage,
      withoutConnection(response.rawHeaders),
    );
    response.pipe(answer);
    response.on('error', () => answer.destroy());
  });
  onward.on('error', (cause) => {
    if (answer.headersSent) answer.destroy();
    else refuse(answer, 502, `${url.host}: ${cause.message}`);
  });
  answer.on('close', () => {
    if (!answer.writableFinished) onward.destroy();
  });
  call.pipe(onward);
}

function withoutConnection(raw: readonly string[]): string[] {
  return raw.filter((_, index) => !ofConnection.includes((raw[index - (index % 2)] ?? '').toLowerCase()));
}

function refuse(answer: ServerResponse, status: number, text: string): void {
  answer.writeHead(status, { 'content-type': 'text/plain' });
  answer.end(`${text}\n`);
}

function connectTo(name: string, port: number, from: Duplex, deps: NameProxyDeps): Socket {
  const target = targetOf(name.toLowerCase(), port, deps);
  if (target === undefined) return connect({ host: name, port });
  const client = { address: host, port: 'remotePort' in from ? Number(from.remotePort ?? 0) : 0 };
  return deps.forward({ kind: 'service', ...target, client });
}

/** `consumer`, `consumer.default`, `consumer.default.svc`, `consumer.default.svc.cluster.local`, or a mapped name. */
function targetOf(
  name: string,
  port: number,
  { hosts, portsOf }: NameProxyDeps,
): { namespace: string; name: string; port: number } | undefined {
  const short = name.replace(new RegExp(`\\.svc(?:\\.${clusterAddresses.domain})?$`), '');
  const [service = '', namespace = 'default', ...more] = short.split('.');
  const target = hosts.get(name) ?? (more.length === 0 ? { namespace, service } : undefined);
  if (target === undefined) return undefined;
  const ports = portsOf(target.namespace, target.service);
  const chosen = 'port' in target ? target.port : ports?.includes(port) ? port : ports?.[0];
  if (ports === undefined || chosen === undefined) return undefined;
  return { namespace: target.namespace, name: target.service, port: chosen };
}
