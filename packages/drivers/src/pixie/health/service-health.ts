import { defineProbe, string } from '@chaoskit/core';
import { serviceSignals } from './service-signals.js';

/** `pixie.service_health`: one object a service, so that a tolerance can read them by JSONPath. */
export const serviceHealth = defineProbe({
  name: 'pixie.service_health',
  summary: 'Latency, error rate and traffic of every service, as Pixie saw them.',
  answersRows: true,
  input: {
    namespace: string({ default: null, description: 'only services of this namespace' }),
    start_time: string({ default: '-5m', description: 'how far to look back, as PxL says it' }),
  },
  run: async ({ namespace, start_time }, context) =>
    (await serviceSignals(namespace, start_time, context)).map((signals) => ({ ...signals })),
});
