import { defineProbe, integer, list, number, string } from '@chaoskit/core';
import { movedServices } from './moved-services.js';
import { signalsAround } from './service-signals.js';

/** `pixie.collateral`: the services that the experiment does not name, and that it hit all the same. */
export const collateral = defineProbe({
  name: 'pixie.collateral',
  summary:
    'Services whose error rate, latency or traffic moved between two windows, besides those that are named.',
  answersRows: true,
  input: {
    services: list({ default: [], description: 'services that are expected to move: namespace/name' }),
    namespace: string({ default: null, description: 'only services of this namespace' }),
    window: integer({ default: 120, min: 1, description: 'length of each of the two windows, in seconds' }),
    error_rate_rise: number({ default: 0.01, description: 'rise of the error rate, 0 to 1, that counts' }),
    latency_factor: number({ default: 1.5, description: 'how many times the p99 latency that counts' }),
    traffic_factor: number({ default: 2, description: 'how many times less, or more, requests that count' }),
  },
  async run({ services, namespace, window, error_rate_rise, latency_factor, traffic_factor }, context) {
    const { before, after } = await signalsAround(namespace, window, context);
    const limits = {
      errorRateRise: error_rate_rise,
      latencyFactor: latency_factor,
      trafficFactor: traffic_factor,
    };
    return movedServices(before, after, limits)
      .filter(({ service }) => !services.includes(service))
      .map((moved) => ({
        ...moved,
        moved: [...moved.moved],
        before: { ...moved.before },
        after: { ...moved.after },
      }));
  },
});
