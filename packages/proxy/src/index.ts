export type { Balancer } from './balancer.js';
export { clientAffinity, roundRobin } from './balancer.js';
export type {
  ConnectionEnd,
  ConnectionRecord,
  Endpoint,
  HeaderField,
  PeerAddress,
  RequestRecord,
  TrafficObserver,
} from './connection-record.js';
export type { Fault } from './fault.js';
export { FaultSet } from './fault.js';
export type { TrafficProxyOptions } from './traffic-proxy.js';
export { TrafficProxy } from './traffic-proxy.js';
export type { UdpForwarderOptions } from './udp-forwarder.js';
export { UdpForwarder } from './udp-forwarder.js';
