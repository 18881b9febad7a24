import { arch, cpus, release, totalmem } from 'node:os';
import type { NodeFacts } from '../controllers/bootstrap.js';
import { clusterAddresses } from '../net/cluster-addresses.js';

/** The one node of the sandbox: this machine. */
export function nodeFacts(): NodeFacts {
  return {
    name: 'sandbox',
    internalIP: clusterAddresses.gateway,
    cpus: cpus().length,
    memoryBytes: totalmem(),
    // A Linux bridge takes 1,024 interfaces.
    pods: 1000,
    podCIDR: clusterAddresses.podNetwork,
    architecture: arch() === 'x64' ? 'amd64' : arch(),
    kernelVersion: release(),
    osImage: 'Linux',
    kubeletVersion: 'v1.34.0',
    runtimeVersion: 'chaoskit://0.1.0',
  };
}
