/** What the endpoints controller tells the node about services: the agent's proxies and DNS follow it. */
export interface ServiceNetwork {
  /** The whole state, each time anything changed; the node compares with what it has. */
  apply(state: ServiceNetworkState): Promise<void>;
}

export interface ServiceNetworkState {
  readonly services: readonly ServiceRoute[];
}

export interface ServiceRoute {
  readonly namespace: string;
  readonly name: string;
  /** Absent for headless services and ExternalName. */
  readonly clusterIP?: string;
  readonly externalName?: string;
  readonly sessionAffinity: 'None' | 'ClientIP';
  readonly ports: readonly ServiceRoutePort[];
  /** For headless services and `pod.service` names in DNS: every address that is ready (or all, with publishNotReadyAddresses). */
  readonly addresses: readonly { readonly ip: string; readonly hostname?: string; readonly pod?: string }[];
}

export interface ServiceRoutePort {
  readonly name: string;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
  readonly nodePort?: number;
  /** Ready endpoints only; none: connections are refused at once. */
  readonly endpoints: readonly { readonly ip: string; readonly port: number; readonly pod: string }[];
}
