import type { KubeObject } from '../store/kube-object.js';

/** A Service, as far as the sandbox reads it (Kubernetes API, v1). */
export interface Service extends KubeObject {
  spec: ServiceSpec;
}

interface ServiceSpec {
  type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** `None` for a headless service. */
  clusterIP?: string;
  externalName?: string;
  selector?: Record<string, string>;
  ports?: ServicePort[];
  sessionAffinity?: 'None' | 'ClientIP';
  publishNotReadyAddresses?: boolean;
}

export interface ServicePort {
  name?: string;
  protocol?: 'TCP' | 'UDP';
  port: number;
  targetPort?: number | string;
  nodePort?: number;
}

export interface EndpointSlice extends KubeObject {
  addressType: string;
  endpoints?: SliceEndpoint[] | null;
  ports?: SlicePort[] | null;
}

export interface SliceEndpoint {
  addresses: string[];
  conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
  hostname?: string;
  nodeName?: string;
  targetRef?: { kind: string; name: string; namespace?: string; uid?: string };
}

interface SlicePort {
  name?: string;
  protocol?: 'TCP' | 'UDP';
  port?: number;
}

/** A stored object of resource `services`: the API checked its shape. */
export function asService(object: KubeObject): Service {
  return object as Service;
}

/** A stored object of resource `endpointslices.discovery.k8s.io`: the API checked its shape. */
export function asEndpointSlice(object: KubeObject): EndpointSlice {
  return object as EndpointSlice;
}

export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None';
}
