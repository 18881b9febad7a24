// The sandbox's service proxy with its recorder and tables, in one process; says its port, and at the end how many rows it recorded.
import { TrafficProxy } from '@chaoskit/proxy';
import { TrafficRecorder } from '../../packages/sandbox/src/pixie/observe/traffic-recorder.js';
import { defaultPixieSettings } from '../../packages/sandbox/src/pixie/pixie-settings.js';
import { PixieTables } from '../../packages/sandbox/src/pixie/tables/pixie-tables.js';
import { TrafficTables } from '../../packages/sandbox/src/pixie/tables/traffic-tables.js';
import { upidTable } from '../../packages/sandbox/src/pixie/tables/upids.js';

const endpoint = { address: '127.0.0.1', port: Number(process.argv[2]) };
const { bodyLimit, tables: limits } = defaultPixieSettings;
const tables = new PixieTables(limits, Date.now());
const rows = new TrafficTables(tables, upidTable(), { address: '127.0.0.1', port: 53 });
let recorded = 0;
const recorder = new TrafficRecorder({
  endOf: (address, port) => ({ address, port, process: { pid: 100, start: 1 } }),
  serviceOf: () => endpoint,
  now: Date.now,
  send: (batch) => {
    recorded += batch.requests.length;
    // The agent sends batches to the control plane as JSON.
    rows.traffic(JSON.parse(JSON.stringify(batch)));
  },
  isBehind: () => false,
  warn: console.error,
});
const proxy = new TrafficProxy({ name: 'bench', endpoints: () => [endpoint], observer: recorder, bodyLimit });
console.log(await proxy.listen('127.0.0.1', 0, new AbortController().signal));
process.stdin.on('end', () => {
  recorder.flush();
  console.log(recorded);
  proxy.close();
});
process.stdin.resume();
