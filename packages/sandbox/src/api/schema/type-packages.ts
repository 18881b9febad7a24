import type { TypeTexts } from './type-text.js';
import { apiextensionsTypes } from './types/apiextensions.js';
import { appsTypes } from './types/apps.js';
import { authenticationTypes } from './types/authentication.js';
import { authorizationTypes } from './types/authorization.js';
import { autoscalingTypes } from './types/autoscaling.js';
import { containerTypes } from './types/container.js';
import { coordinationTypes } from './types/coordination.js';
import { discoveryTypes } from './types/discovery.js';
import { eventsTypes } from './types/events.js';
import { metaTypes } from './types/meta.js';
import { nodeTypes } from './types/node.js';
import { plainTypes } from './types/plain.js';
import { podTypes } from './types/pod.js';
import { policyTypes } from './types/policy.js';
import { serviceTypes } from './types/service.js';
import { volumeTypes } from './types/volume.js';

/** All types of the API by the package under which OpenAPI documents name them. */
export const typePackages: Readonly<Record<string, TypeTexts>> = {
  'io.k8s.apimachinery.pkg.apis.meta.v1': metaTypes,
  'io.k8s.api.core.v1': {
    ...volumeTypes,
    ...containerTypes,
    ...podTypes,
    ...serviceTypes,
    ...nodeTypes,
    ...plainTypes,
  },
  'io.k8s.api.apps.v1': appsTypes,
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1': apiextensionsTypes,
  'io.k8s.api.autoscaling.v1': autoscalingTypes,
  'io.k8s.api.discovery.v1': discoveryTypes,
  'io.k8s.api.coordination.v1': coordinationTypes,
  'io.k8s.api.policy.v1': policyTypes,
  'io.k8s.api.events.v1': eventsTypes,
  'io.k8s.api.authorization.v1': authorizationTypes,
  'io.k8s.api.authentication.v1': authenticationTypes,
};
