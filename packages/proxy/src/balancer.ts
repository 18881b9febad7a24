import type { Endpoint } from './connection-record.js';

/** Chooses the endpoint of a new connection from those that are there at this moment; undefined where there is none. */
export type Balancer = (endpoints: readonly Endpoint[], clientAddress: string) => Endpoint | undefined;

/** One after the other. */
export function roundRobin(): Balancer {
  let next = 0;
  return (endpoints) => {
    if (endpoints.length === 0) return undefined;
    const endpoint = endpoints[next % endpoints.length];
    next = (next + 1) % Number.MAX_SAFE_INTEGER;
    return endpoint;
  };
}

/**
 * The same endpoint for the same client address while that endpoint is there and the client came back within `timeoutMs`
 * (Kubernetes: `sessionAffinity: ClientIP`, three hours unless told otherwise); new clients one after the other.
 */
export function clientAffinity(now: () => number, timeoutMs = 10_800_000): Balancer {
  const next = roundRobin();
  const chosen = new Map<string, { endpoint: Endpoint; usedAt: number }>();
  return (endpoints, clientAddress) => {
    const last = chosen.get(clientAddress);
    const kept =
      last !== undefined && now() - last.usedAt <= timeoutMs
        ? endpoints.find(
            ({ address, port }) => address === last.endpoint.address && port === last.endpoint.port,
          )
        : undefined;
    const endpoint = kept ?? next(endpoints, clientAddress);
    if (endpoint === undefined) chosen.delete(clientAddress);
    else chosen.set(clientAddress, { endpoint, usedAt: now() });
    return endpoint;
  };
}
