// A Vizier over TLS with 100,000 rows of http_events, all columns; says as JSON where it is. Ends with its standard input.
import { writeFileSync } from 'node:fs';
import { issueCertificate } from '@chaoskit/certificate';
import {
  buildColumn,
  type ClusterMetadata,
  type Column,
  emptyMetadata,
  standardTables,
  type TableSchema,
  type Value,
} from '@chaoskit/pxl';
import { serveVizier } from '@chaoskit/vizier';
import { BASE_NS, httpEvents, upids } from './http-events.mjs';

const ROWS = 100_000;
const caFile = process.argv[2] ?? '';
const schema = standardTables.find(({ name }) => name === 'http_events') as TableSchema;
const events = httpEvents(ROWS);
const headers = JSON.stringify({
  accept: '*/*',
  host: 'consumer.default.svc.cluster.local',
  'user-agent': 'bench',
});

/** Values that resemble traffic: texts repeat, bodies and headers differ now and then. */
function cellOf(name: string, type: string, row: number): Value {
  const at = (values: ArrayLike<number>): number => values[row] as number;
  switch (name) {
    case 'time_':
      return BASE_NS + BigInt(at(events.time));
    case 'upid':
      return upids[at(events.upid)] as Value;
    case 'latency':
      return BigInt(at(events.latency));
    case 'resp_status':
      return BigInt(at(events.status));
    case 'req_headers':
    case 'resp_headers':
      return headers;
    case 'req_path':
      return `/consumer/${row % 500}`;
    case 'resp_body':
      return `{"row":${row % 5000},"message":"received"}`;
  }
  if (type === 'STRING') return `${name} ${row % 50}`;
  return type === 'BOOLEAN' ? row % 2 === 0 : BigInt(at(events.size));
}

const columns = new Map<string, Column>(
  schema.relation.map(({ name, type }) => [
    name,
    buildColumn(
      type,
      Array.from({ length: ROWS }, (_, row) => cellOf(name, type, row)),
    ),
  ]),
);
const metadata: ClusterMetadata = {
  ...emptyMetadata,
  clusterId: 'bench',
  clusterName: 'bench',
};
const certificate = issueCertificate({
  now: Date.now(),
  authority: 'bench-ca',
  server: 'bench',
  dnsNames: ['localhost'],
  addresses: ['127.0.0.1'],
});
writeFileSync(caFile, certificate.ca);
const server = await serveVizier({
  source: {
    store: { tables: [schema], read: () => ({ rows: ROWS, column: (name) => columns.get(name) as Column }) },
    metadata,
    nowNs: () => BASE_NS + 120_000_000_000n,
  },
  tls: certificate,
  apiKey: 'bench',
});
console.log(
  JSON.stringify({
    address: `127.0.0.1:${server.port}`,
    cluster: server.clusterId,
    columns: schema.relation.length,
  }),
);
process.stdin.on('end', () => server.close());
process.stdin.resume();
