import type { ServiceSignals } from './service-signals.js';

/** What counts as a move. */
export interface MoveLimits {
  readonly errorRateRise: number;
  readonly latencyFactor: number;
  readonly trafficFactor: number;
}

export interface MovedService {
  readonly service: string;
  /** Which of its signals moved. */
  readonly moved: readonly ('error_rate' | 'latency' | 'traffic')[];
  readonly before: ServiceSignals;
  readonly after: ServiceSignals;
}

/** Compares two windows of the same length. A service that is missing in one of them had no requests there. */
export function movedServices(
  before: readonly ServiceSignals[],
  after: readonly ServiceSignals[],
  limits: MoveLimits,
): MovedService[] {
  const names = [...new Set([...before, ...after].map(({ service }) => service))].sort();
  return names.flatMap((service) => {
    const was = before.find((one) => one.service === service) ?? silent(service);
    const is = after.find((one) => one.service === service) ?? silent(service);
    const moved = movesOf(was, is, limits);
    return moved.length === 0 ? [] : [{ service, moved, before: was, after: is }];
  });
}

function movesOf(was: ServiceSignals, is: ServiceSignals, limits: MoveLimits): MovedService['moved'] {
  const moved: MovedService['moved'][number][] = [];
  if (is.error_rate - was.error_rate > limits.errorRateRise) moved.push('error_rate');
  if (was.requests > 0 && is.latency_p99_ms > was.latency_p99_ms * limits.latencyFactor)
    moved.push('latency');
  const [less, more] = was.requests < is.requests ? [was.requests, is.requests] : [is.requests, was.requests];
  if (more > less * limits.trafficFactor) moved.push('traffic');
  return moved;
}

const silent = (service: string): ServiceSignals => ({
  service,
  requests: 0,
  error_rate: 0,
  latency_p50_ms: 0,
  latency_p90_ms: 0,
  latency_p99_ms: 0,
});
