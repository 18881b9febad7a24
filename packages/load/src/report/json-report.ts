import { formatRfc3339 } from '../results/rfc3339.js';
import type { Metrics } from './metrics.js';

/** The JSON report: one line, fields and order as vegeta's. */
export function jsonReport(metrics: Metrics): string {
  const { latencies, requests } = metrics;
  const bytes = (total: number) => ({ total, mean: requests === 0 ? 0 : total / requests });
  const report = {
    latencies: {
      total: latencies.total,
      mean: latencies.mean,
      '50th': latencies.at(0.5),
      '90th': latencies.at(0.9),
      '95th': latencies.at(0.95),
      '99th': latencies.at(0.99),
      max: latencies.max,
      min: latencies.min,
    },
    bytes_in: bytes(metrics.bytesIn),
    bytes_out: bytes(metrics.bytesOut),
    earliest: formatRfc3339(metrics.earliestNs),
    latest: formatRfc3339(metrics.latestNs),
    end: formatRfc3339(metrics.endNs),
    duration: metrics.durationNs,
    wait: metrics.waitNs,
    requests,
    rate: metrics.rate,
    throughput: metrics.throughput,
    success: metrics.success,
    status_codes: Object.fromEntries(metrics.statusCodes),
    errors: metrics.errors,
  };
  return `${JSON.stringify(report)}\n`;
}
