import { randomBytes } from 'node:crypto';
import {
  ActivityFailedError,
  type Definition,
  type DefinitionContext,
  integer,
  number,
  string,
} from '@chaoskit/core';
import { KubeApiError, type KubeClient, type KubeResource, kinds } from '@chaoskit/kube';
import { ns } from '../kubernetes/session/common-input.js';
import { kubeAction, kubeProbe } from '../kubernetes/session/kube-definition.js';

/** Faults are objects of the sandbox's API; no other cluster serves them. */
const faults: KubeResource = { group: 'sandbox.chaoskit.dev', version: 'v1', plural: 'faults' };

interface Fault {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: FaultSpec;
}

interface FaultSpec {
  readonly service: string;
  readonly port?: number;
  readonly kind: 'delay' | 'abort' | 'reset';
  readonly [setting: string]: string | number | undefined;
}

const where = {
  service: string({ description: 'Name of the Service whose requests are hit.' }),
  port: integer({ default: null, description: 'One port of the service; all where left out.' }),
  ns,
};

interface Where {
  readonly service: string;
  readonly port: number | null;
  readonly ns: string;
}

async function setFault(
  args: Where,
  settings: { readonly kind: FaultSpec['kind']; readonly [setting: string]: string | number },
  context: DefinitionContext,
  kube: KubeClient,
): Promise<string> {
  const { service, port } = args;
  await checkService(args, context, kube);
  const name = `${service}-${settings.kind}-${randomBytes(4).toString('hex')}`.slice(-63).replace(/^-+/, '');
  await context.undo(removeFaults, { service, name, ns: args.ns });
  const body = {
    apiVersion: 'sandbox.chaoskit.dev/v1',
    kind: 'Fault',
    metadata: { name },
    spec: { service, ...(port === null ? {} : { port }), ...settings },
  };
  await inSandbox(kube.create(faults, args.ns, body, context.signal));
  return name;
}

async function checkService({ service, ns }: Where, { signal }: DefinitionContext, kube: KubeClient) {
  try {
    await kube.get(kinds.services, { namespace: ns, name: service }, signal);
  } catch (error) {
    if (!(error instanceof KubeApiError) || error.status !== 404) throw error;
    throw new ActivityFailedError(`there is no service '${service}' in namespace '${ns}'`, { cause: error });
  }
}

/** Says what a 404 of the collection means. */
async function inSandbox<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof KubeApiError) || error.status !== 404) throw error;
    throw new ActivityFailedError(
      'this cluster is no sandbox, which alone has faults: start one with `chaos sandbox up`, or run with --sandbox',
      { cause: error },
    );
  }
}

export const delay: Definition = kubeAction({
  name: 'sandbox.faults.delay',
  summary: 'Hold back each request to a service of the sandbox; answers the name of the fault.',
  input: {
    ...where,
    delay_ms: number({ min: 0, description: 'How long, in milliseconds.' }),
    jitter_ms: number({ default: 0, min: 0, description: 'How much longer, at random, at most.' }),
  },
  run: (args, context, kube) =>
    setFault(args, { kind: 'delay', delayMs: args.delay_ms, jitterMs: args.jitter_ms }, context, kube),
});

export const abort: Definition = kubeAction({
  name: 'sandbox.faults.abort',
  summary: 'Answer HTTP requests in the place of a service of the sandbox; answers the name of the fault.',
  input: {
    ...where,
    status: integer({ default: 503, min: 200, max: 599, description: 'Status code of the answers.' }),
    share: number({ default: 1, min: 0, max: 1, description: 'Which part of the requests, at random.' }),
  },
  run: (args, context, kube) =>
    setFault(args, { kind: 'abort', status: args.status, share: args.share }, context, kube),
});

export const reset: Definition = kubeAction({
  name: 'sandbox.faults.reset',
  summary:
    'Reset open connections to a service of the sandbox, and each new one; answers the name of the fault.',
  input: where,
  run: (args, context, kube) => setFault(args, { kind: 'reset' }, context, kube),
});

export const removeFaults: Definition = kubeAction({
  name: 'sandbox.faults.remove',
  summary: 'Take faults of the sandbox away: one by its name, or all of a service; answers their names.',
  input: {
    service: string({ description: 'Name of the Service.' }),
    name: string({ default: null, description: 'Name of one fault.' }),
    ns,
  },
  run: async ({ service, name, ns }, { signal }, kube) => {
    const found = await inSandbox(kube.list<Fault>(faults, { namespace: ns }, signal));
    const meant = found.filter(
      ({ metadata, spec }) => spec.service === service && (name === null || metadata.name === name),
    );
    for (const { metadata } of meant) {
      try {
        await kube.delete(faults, { namespace: ns, name: metadata.name }, {}, signal);
      } catch (error) {
        // Somebody else was quicker.
        if (!(error instanceof KubeApiError) || error.status !== 404) throw error;
      }
    }
    return meant.map(({ metadata }) => metadata.name);
  },
});

export const activeFaults: Definition = kubeProbe({
  name: 'sandbox.faults.active',
  summary: 'The faults in force on services of the sandbox.',
  input: { service: string({ default: null, description: 'Only those of this Service.' }), ns },
  run: async ({ service, ns }, { signal }, kube) => {
    const found = await inSandbox(kube.list<Fault>(faults, { namespace: ns }, signal));
    return found
      .filter(({ spec }) => service === null || spec.service === service)
      .map(({ metadata, spec }) => ({ name: metadata.name, ...JSON.parse(JSON.stringify(spec)) }));
  },
});

export const sandboxDriver: readonly Definition[] = [delay, abort, reset, removeFaults, activeFaults];
