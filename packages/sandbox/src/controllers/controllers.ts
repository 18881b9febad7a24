import type { ServiceNetwork } from '../net/service-network.js';
import { scheduler } from '../scheduler/scheduler.js';
import { type Cluster, type Controller, runController } from './controller.js';
import { deploymentController } from './deployment/deployment.js';
import { garbageCollector } from './garbage-collector.js';
import { namespaceController } from './namespace.js';
import { nodeController } from './node.js';
import { replicaSetController } from './replica-set.js';
import { endpointSliceController } from './services/endpoint-slices.js';
import { endpointsController } from './services/endpoints.js';
import { serviceRoutesController } from './services/service-routes.js';

export interface ControllersOptions {
  readonly network: ServiceNetwork;
  /** The cluster's certificate authority, PEM: every namespace has it in the ConfigMap `kube-root-ca.crt`. */
  readonly certificateAuthority: string;
  /** For work that failed and is tried again. */
  readonly onError: (message: string, reason: unknown) => void;
}

/** Starts the scheduler and every controller; call it before the first object is made. Answers the function that stops them. */
export function startControllers(cluster: Cluster, options: ControllersOptions): () => void {
  const controllers: Controller[] = [
    garbageCollector(cluster),
    namespaceController(cluster, options.certificateAuthority),
    nodeController(cluster),
    scheduler(cluster),
    deploymentController(cluster),
    replicaSetController(cluster),
    endpointsController(cluster),
    endpointSliceController(cluster),
    serviceRoutesController(cluster, options.network, options.onError),
  ];
  const endings = controllers.map((controller) => runController(controller, cluster, options.onError));
  return () => {
    for (const end of endings) end();
  };
}
