import type { Fault } from '@chaoskit/proxy';
import type { FaultRule } from '../net/fault-rules.js';
import type { KubeObject } from '../store/kube-object.js';

interface FaultObject extends KubeObject {
  spec: {
    service: string;
    port?: number;
    kind: 'delay' | 'abort' | 'reset';
    delayMs?: number;
    jitterMs?: number;
    status?: number;
    share?: number;
  };
}

/** What Fault objects, whose shape the API checked, tell the proxies to do. */
export function faultRulesOf(objects: readonly KubeObject[]): FaultRule[] {
  return (objects as FaultObject[]).map(({ metadata, spec }) => ({
    id: `${metadata.uid}/${metadata.generation ?? 0}`,
    namespace: metadata.namespace ?? '',
    service: spec.service,
    ...(spec.port === undefined ? {} : { port: spec.port }),
    fault: faultOf(spec),
  }));
}

function faultOf({ kind, delayMs = 0, jitterMs = 0, status = 503, share = 1 }: FaultObject['spec']): Fault {
  switch (kind) {
    // On the way to the server, so that it counts for what the server's side sees as latency.
    case 'delay':
      return { kind, delayMs, jitterMs, direction: 'to-server' };
    case 'abort':
      return { kind, status, share };
    case 'reset':
      return { kind };
  }
}
