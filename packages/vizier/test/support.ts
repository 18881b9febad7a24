import { issueCertificate } from '@chaoskit/certificate';
import {
  buildColumn,
  type DataType,
  emptyMetadata,
  type Relation,
  type TableStore,
  type Value,
} from '@chaoskit/pxl';
import { onTestFinished } from 'vitest';
import {
  openVizier,
  serveVizier,
  type VizierClient,
  type VizierClientOptions,
  type VizierServer,
  type VizierServerOptions,
  type VizierSource,
} from '../src/index.js';

export const clusterId = '01234567-89ab-4cde-8f01-23456789ab01';
export const apiKey = 'px-api-key';
const nowNs = 1_700_000_120_000_000_000n;

/** A table: its columns with types, its rows. */
export interface Table {
  readonly columns: Readonly<Record<string, DataType>>;
  readonly rows: readonly (readonly Value[])[];
}

/** A source over hand-sized tables. */
export function sourceOf(tables: Readonly<Record<string, Table>>): VizierSource {
  const relationOf = ({ columns }: Table): Relation =>
    Object.entries(columns).map(([name, type]) => ({ name, type, semanticType: 'ST_NONE' }));
  const store: TableStore = {
    tables: Object.entries(tables).map(([name, table]) => ({ name, desc: '', relation: relationOf(table) })),
    read: (name) => {
      const table = tables[name];
      if (table === undefined) return undefined;
      const { columns, rows } = table;
      const names = Object.keys(columns);
      return {
        rows: rows.length,
        column: (column) =>
          buildColumn(
            columns[column] ?? 'STRING',
            rows.map((row) => row[names.indexOf(column)] ?? ''),
          ),
      };
    },
  };
  return { store, metadata: { ...emptyMetadata, clusterId, clusterName: 'test' }, nowNs: () => nowNs };
}

const signed = issueCertificate({
  now: Date.now(),
  authority: 'test-ca',
  server: 'localhost',
  dnsNames: ['localhost'],
  addresses: ['127.0.0.1'],
});

/** A TLS server that ends with the test, and clients for it. */
export async function serve(
  source: VizierSource,
  options: Partial<VizierServerOptions> = {},
): Promise<{ server: VizierServer; client: (options?: VizierClientOptions) => VizierClient }> {
  const server = await serveVizier({ source, tls: signed, apiKey, ...options });
  onTestFinished(() => server.close());
  return {
    server,
    client: (own = {}) => {
      const client = openVizier({ server: `localhost:${server.port}`, ca: signed.ca, apiKey, ...own });
      onTestFinished(() => client.close());
      return client;
    },
  };
}
