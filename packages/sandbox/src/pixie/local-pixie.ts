import { randomBytes, randomUUID } from 'node:crypto';
import type { VizierSource } from '@chaoskit/vizier';
import { clusterAddresses } from '../net/cluster-addresses.js';
import type { ObjectStore } from '../store/object-store.js';
import { LiveMetadata } from './metadata/live-metadata.js';
import { ProcessRegistry } from './metadata/process-registry.js';
import type { NodeSample, TrafficBatch } from './observe/observations.js';
import { wallClock } from './observe/wall-clock.js';
import type { PixieSettings } from './pixie-settings.js';
import { PixieTables } from './tables/pixie-tables.js';
import { TrafficTables } from './tables/traffic-tables.js';
import { upidTable } from './tables/upids.js';

export interface LocalPixieOptions {
  readonly store: ObjectStore;
  readonly settings: PixieSettings;
  /** Shown to clients. */
  readonly clusterName: string;
  readonly cpus: number;
  /** PEM. */
  readonly tls: { readonly certificate: string; readonly key: string };
}

/** Where a client finds the sandbox's Pixie. */
export interface PixieAccess {
  /** `localhost:PORT`, with TLS. */
  readonly server: string;
  readonly apiKey: string;
  readonly clusterId: string;
}

/** Pixie's tables of the sandbox, and the Vizier that answers from them. */
export class LocalPixie {
  readonly source: VizierSource;
  readonly #processes: ProcessRegistry;
  readonly #traffic: TrafficTables;

  constructor(
    { store, settings, clusterName, cpus }: Omit<LocalPixieOptions, 'tls'>,
    clusterId: string = randomUUID(),
  ) {
    const now = wallClock();
    const upidOf = upidTable();
    const tables = new PixieTables(settings.tables, now());
    this.#processes = new ProcessRegistry(upidOf);
    this.#traffic = new TrafficTables(tables, upidOf, { address: clusterAddresses.dns, port: 53 });
    const metadata = new LiveMetadata({
      store,
      processes: this.#processes,
      clusterId,
      clusterName,
      cpus,
      now,
    });
    this.source = {
      store: tables,
      get metadata() {
        return metadata.current;
      },
      nowNs: () => BigInt(Math.round(now() * 1000)) * 1000n,
    };
  }

  traffic(batch: TrafficBatch): void {
    this.#traffic.traffic(batch);
  }

  sample(sample: NodeSample): void {
    this.#processes.seen(sample.processes);
    this.#traffic.sample(sample);
  }
}

export interface ServedPixie {
  readonly pixie: LocalPixie;
  readonly access: PixieAccess;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the Vizier on a free port of 127.0.0.1. */
export async function servePixie(options: LocalPixieOptions): Promise<ServedPixie> {
  const { serveVizier } = await import('@chaoskit/vizier');
  const pixie = new LocalPixie(options);
  const apiKey = `px-api-${randomBytes(18).toString('hex')}`;
  const server = await serveVizier({ source: pixie.source, tls: options.tls, apiKey });
  return {
    pixie,
    access: { server: `localhost:${server.port}`, apiKey, clusterId: server.clusterId },
    port: server.port,
    close: () => server.close(),
  };
}
