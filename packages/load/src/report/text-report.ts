import { formatGoDuration } from '../go/go-duration.js';
import { inColumns } from './columns.js';
import type { Metrics } from './metrics.js';

const units = [3600e9, 60e9, 1e9, 1e6, 1e3, 1];

/** Rounded to a thousandth of its unit, in Go's spelling. */
function shown(ns: number): string {
  const at = units.findIndex((unit) => ns >= unit);
  const step = units[at + 1] ?? 1;
  return formatGoDuration(at < 0 ? ns : Math.round(ns / step) * step);
}

/** The text report, line for line as vegeta prints it. */
export function textReport(metrics: Metrics): string {
  const { latencies, requests } = metrics;
  const mean = (total: number) => (requests === 0 ? 0 : total / requests).toFixed(2);
  const spread = [latencies.min, latencies.mean, ...[0.5, 0.9, 0.95, 0.99].map(latencies.at), latencies.max];
  const codes = [...metrics.statusCodes].map(([code, count]) => `${code}:${count}  `).join('');
  const times = [metrics.durationNs + metrics.waitNs, metrics.durationNs, metrics.waitNs];
  const table = inColumns([
    [
      'Requests',
      '[total, rate, throughput]',
      `${requests}, ${metrics.rate.toFixed(2)}, ${metrics.throughput.toFixed(2)}`,
    ],
    ['Duration', '[total, attack, wait]', times.map(shown).join(', ')],
    ['Latencies', '[min, mean, 50, 90, 95, 99, max]', spread.map(shown).join(', ')],
    ['Bytes In', '[total, mean]', `${metrics.bytesIn}, ${mean(metrics.bytesIn)}`],
    ['Bytes Out', '[total, mean]', `${metrics.bytesOut}, ${mean(metrics.bytesOut)}`],
    ['Success', '[ratio]', `${(metrics.success * 100).toFixed(2)}%`],
    ['Status Codes', '[code:count]', codes],
  ]);
  return `${table}Error Set:\n${metrics.errors.map((error) => `${error}\n`).join('')}`;
}
