import { join } from 'node:path';
import { bundleProgram } from '../bundle-program.mjs';
import { latencies, throughput } from '../proxy/load.mjs';
import { startProgram } from '../start-program.mjs';
import { median } from '../timing.mjs';

/** Requests each second at which latencies are compared: a fifth of what the proxy has to manage. */
const moderateRate = 1000;

/** The sandbox's service proxy with recording on, beside the same server asked directly. */
export async function measureProxy(bench) {
  const program = await bundleProgram(bench, 'proxy/recording-proxy.ts');
  const server = startProgram(join(bench.root, 'bench/proxy/server.mjs'));
  const direct = Number(await server.line());
  const proxy = startProgram(program, String(direct));
  const through = Number(await proxy.line());
  try {
    for (const port of [direct, through]) await throughput(port, 16, 1000);
    const rates = [];
    const added = { p50: [], p99: [] };
    for (let round = 0; round < 5; round++) {
      rates.push(await throughput(through, 16, 1500));
      const without = await latencies(direct, moderateRate, 2000);
      const with_ = await latencies(through, moderateRate, 2000);
      for (const [name, share] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ])
        added[name].push(at(with_, share) - at(without, share));
    }
    if (!(Number(await proxy.end()) > 0)) throw new Error('the proxy recorded nothing');
    return [
      {
        name: 'sandbox proxy, recording: time of a request at full load, 1 ÷ requests per second',
        unit: 'ms',
        limit: 1000 / 5000,
        value: 1000 / median(rates),
      },
      { name: 'sandbox proxy: added to p50', unit: 'ms', limit: 0.3, value: median(added.p50) },
      { name: 'sandbox proxy: added to p99', unit: 'ms', limit: 2, value: median(added.p99) },
    ];
  } finally {
    void proxy.end();
    void server.end();
  }
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
