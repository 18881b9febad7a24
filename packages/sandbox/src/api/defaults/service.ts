import { isJsonObject, type JsonObject, objectsAt } from '../json/json-object.js';
import { childOf, setDefaults } from './set-default.js';

const affinitySeconds = 10_800;

/** Defaults of a Service (kubernetes, pkg/apis/core/v1); addresses and node ports are given out by the store. */
export function defaultService(service: JsonObject): void {
  const spec = childOf(service, 'spec');
  setDefaults(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  if (spec.sessionAffinity === 'ClientIP') {
    const config = childOf(childOf(spec, 'sessionAffinityConfig'), 'clientIP');
    setDefaults(config, { timeoutSeconds: affinitySeconds });
  } else delete spec.sessionAffinityConfig;
  const isExternal = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  if (isExternal) setDefaults(spec, { externalTrafficPolicy: 'Cluster' });
  if (spec.type !== 'ExternalName') setDefaults(spec, { internalTrafficPolicy: 'Cluster' });
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
  for (const port of objectsAt(spec, 'ports')) defaultPort(port);
  if (!isJsonObject(service.status)) service.status = { loadBalancer: {} };
}

function defaultPort(port: JsonObject): void {
  setDefaults(port, { protocol: 'TCP' });
  if (port.targetPort === undefined || port.targetPort === 0 || port.targetPort === '')
    port.targetPort = port.port;
}
