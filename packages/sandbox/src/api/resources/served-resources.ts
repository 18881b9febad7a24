import { definitionResource } from '../custom/definition-resource.js';
import { deploymentResource, replicaSetResource } from './apps-resources.js';
import {
  configMapResource,
  endpointsResource,
  namespaceResource,
  nodeResource,
  secretResource,
  serviceAccountResource,
} from './core-resources.js';
import { eventResource, eventsGroupResource } from './event-resources.js';
import { leaseResource } from './lease-resource.js';
import { podResource } from './pod-resource.js';
import type { ResourceDefinition } from './resource-definition.js';
import { reviewResources } from './review-resources.js';
import { endpointSliceResource, serviceResource } from './service-resource.js';

/** The one table of what the API serves; discovery, routing, printing and the store follow it. */
export const servedResources: readonly ResourceDefinition[] = [
  namespaceResource,
  nodeResource,
  podResource,
  serviceResource,
  endpointsResource,
  configMapResource,
  secretResource,
  serviceAccountResource,
  eventResource,
  deploymentResource,
  replicaSetResource,
  endpointSliceResource,
  eventsGroupResource,
  leaseResource,
  definitionResource,
  ...reviewResources,
];
