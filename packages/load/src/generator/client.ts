import { readFileSync } from 'node:fs';
import { type Agent, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { proxyFromEnvironment } from './proxy-from-env.js';
import { cachedLookup } from './resolve-host.js';

/** How the connections of a load are made. */
export interface ClientOptions {
  readonly keepAlive: boolean;
  /** Idle connections kept per host. */
  readonly maxIdle: number;
  /** Connections per host; 0: no limit. */
  readonly maxConnections: number;
  /** How long a resolved name is kept, in milliseconds. */
  readonly dnsTtlMs: number;
  readonly localAddress?: string;
  readonly unixSocket?: string;
  readonly insecure: boolean;
  /** Paths of PEM files. */
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly rootCertFiles: readonly string[];
  /** `host:port` of a URL -> the addresses to go to instead, in turns. */
  readonly connectTo: ReadonlyMap<string, readonly string[]>;
  /** Where `HTTP_PROXY` and `NO_PROXY` are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The connections of one load. */
export interface Client {
  agentFor(protocol: string): Agent;
  readonly lookup: LookupFunction;
  readonly localAddress: string | undefined;
  readonly socketPath: string | undefined;
  /** Where a connection to `host` and `port` really goes. */
  route(host: string, port: number): { host: string; port: number };
  /** The proxy that a URL is asked through. */
  proxyFor(url: URL): URL | undefined;
  close(): void;
}

/** Opens no connection; reads the certificate files. Throws where one can't be read. */
export function createClient(options: ClientOptions): Client {
  const pool = {
    keepAlive: options.keepAlive,
    maxFreeSockets: Math.max(1, options.maxIdle),
    maxSockets: options.maxConnections > 0 ? options.maxConnections : Number.POSITIVE_INFINITY,
    scheduling: 'lifo' as const,
  };
  const http = new HttpAgent(pool);
  const https = new HttpsAgent({
    ...pool,
    rejectUnauthorized: !options.insecure,
    ...(options.certFile && { cert: readFileSync(options.certFile) }),
    ...(options.keyFile && { key: readFileSync(options.keyFile) }),
    ...(options.rootCertFiles.length > 0 && {
      ca: [...rootCertificates, ...options.rootCertFiles.map((file) => readFileSync(file, 'utf8'))],
    }),
  });
  const turns = new Map<string, number>();
  return {
    agentFor: (protocol) => (protocol === 'https:' ? https : http),
    lookup: cachedLookup(options.dnsTtlMs, () => performance.now()),
    localAddress: options.localAddress,
    socketPath: options.unixSocket,
    route(host, port) {
      const others = options.connectTo.get(`${host}:${port}`);
      if (others === undefined || others.length === 0) return { host, port };
      const turn = turns.get(`${host}:${port}`) ?? 0;
      turns.set(`${host}:${port}`, turn + 1);
      const [, name = host, number = ''] = /^(.*):(\d+)$/.exec(others[turn % others.length] ?? '') ?? [];
      return { host: name, port: Number(number) };
    },
    proxyFor: proxyFromEnvironment(options.env),
    close() {
      http.destroy();
      https.destroy();
    },
  };
}
