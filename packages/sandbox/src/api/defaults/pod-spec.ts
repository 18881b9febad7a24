import { type JsonObject, objectsAt, valueAt } from '../json/json-object.js';
import { defaultContainer } from './container.js';
import { setDefaults } from './set-default.js';
import { defaultVolume } from './volume.js';

/** What kube-apiserver fills into the spec of a pod or a template (kubernetes, pkg/apis/core/v1, SetDefaults_PodSpec). */
export function defaultPodSpec(spec: JsonObject): void {
  setDefaults(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  if (Number(spec.terminationGracePeriodSeconds) < 0) spec.terminationGracePeriodSeconds = 1;
  // The older name of the field is kept equal.
  if (spec.serviceAccountName !== undefined) spec.serviceAccount = spec.serviceAccountName;
  else if (spec.serviceAccount !== undefined) spec.serviceAccountName = spec.serviceAccount;
  for (const container of objectsAt(spec, 'initContainers')) defaultContainer(container);
  for (const container of objectsAt(spec, 'containers')) defaultContainer(container);
  for (const volume of objectsAt(spec, 'volumes')) defaultVolume(volume);
}

/** The same for a pod that stands by itself. */
export function defaultPod(pod: JsonObject): void {
  const spec = valueAt(pod, 'spec');
  if (typeof spec !== 'object' || spec === null) return;
  defaultPodSpec(spec as JsonObject);
  setDefaults(spec as JsonObject, {
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
    priority: 0,
  });
  for (const container of [...objectsAt(spec, 'initContainers'), ...objectsAt(spec, 'containers')]) {
    defaultRequests(container);
  }
}

/** A limit without a request is the request, in pods though not in templates. */
function defaultRequests(container: JsonObject): void {
  const resources = container.resources;
  const limits = valueAt(resources, 'limits');
  if (typeof resources !== 'object' || resources === null || typeof limits !== 'object') return;
  const requests = valueAt(resources, 'requests');
  (resources as JsonObject).requests = { ...limits, ...(typeof requests === 'object' ? requests : {}) };
}
