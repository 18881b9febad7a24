import type { Fault } from '@chaoskit/proxy';

/** A fault in force on a service's traffic. */
export interface FaultRule {
  /** Tells it from all others, also from what was under the same name before. */
  readonly id: string;
  readonly namespace: string;
  readonly service: string;
  /** One port of the service; absent: all. */
  readonly port?: number;
  readonly fault: Fault;
}

export function hitsProxy({ namespace, service, port }: FaultRule, proxy: string): boolean {
  const name = `${namespace}/${service}:`;
  return port === undefined ? proxy.startsWith(name) : proxy === `${name}${port}`;
}
