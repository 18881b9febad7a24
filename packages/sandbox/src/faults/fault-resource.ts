import type { NewKubeObject } from '../store/kube-object.js';

export const faultResource = 'faults.sandbox.chaoskit.dev';

const number = (minimum: number, maximum: number, description: string) => ({
  type: 'number',
  minimum,
  maximum,
  description,
});

/** Faults on services' traffic as objects of the sandbox's API, so that every client can set, list and remove them. */
export const faultDefinition: NewKubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: faultResource },
  spec: {
    group: 'sandbox.chaoskit.dev',
    scope: 'Namespaced',
    names: { plural: 'faults', singular: 'fault', kind: 'Fault', listKind: 'FaultList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        additionalPrinterColumns: [
          { name: 'Service', type: 'string', jsonPath: '.spec.service' },
          { name: 'Kind', type: 'string', jsonPath: '.spec.kind' },
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['service', 'kind'],
                properties: {
                  service: { type: 'string', description: 'Name of a Service of the same namespace.' },
                  port: { type: 'integer', description: 'One of its ports; all where left out.' },
                  kind: { type: 'string', enum: ['delay', 'abort', 'reset'] },
                  delayMs: number(0, 3_600_000, 'How long requests are held back.'),
                  jitterMs: number(0, 3_600_000, 'How much longer, at random, at most.'),
                  status: {
                    type: 'integer',
                    minimum: 200,
                    maximum: 599,
                    description: 'Status of the answer.',
                  },
                  share: number(0, 1, 'Which part of the requests is hit.'),
                },
              },
            },
          },
        },
      },
    ],
  },
};
