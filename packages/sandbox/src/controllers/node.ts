import { microTimestamp, timestamp } from '../clock/clock.js';
import { asNode, type KubeNode, type Taint } from '../kinds/node.js';
import { jsonEquals } from '../store/json-equals.js';
import { type Cluster, type Controller, ownKey, splitKey } from './controller.js';

/** How often a kubelet renews its lease, in milliseconds (`nodeLeaseDurationSeconds` / 4). */
const renewMs = 10_000;
const leaseSeconds = 40;
const unschedulable = 'node.kubernetes.io/unschedulable';

/** Taints nodes that are cordoned, and renews the nodes' leases. */
export function nodeController(cluster: Cluster): Controller {
  const { store } = cluster;
  return {
    name: 'node-controller',
    watches: { nodes: ownKey },
    reconcile(key) {
      const found = store.get({ resource: 'nodes', ...splitKey(key) });
      if (found === undefined) return undefined;
      const node = asNode(found);
      taint(node, cluster);
      return renewLease(node, cluster);
    },
  };
}

function taint(node: KubeNode, { store, clock }: Cluster): void {
  const present = node.spec.taints ?? [];
  const others = present.filter((each) => each.key !== unschedulable);
  const has = others.length < present.length;
  if (has === (node.spec.unschedulable === true)) return;
  const cordoned: Taint = {
    key: unschedulable,
    effect: 'NoSchedule',
    timeAdded: timestamp(clock.now()),
  };
  const taints = node.spec.unschedulable === true ? [...others, cordoned] : others;
  const copy = structuredClone(node);
  if (taints.length > 0) copy.spec.taints = taints;
  else delete copy.spec.taints;
  if (!jsonEquals(copy, node)) store.update('nodes', copy);
}

/** Answers in how many milliseconds the lease must be renewed. */
function renewLease(node: KubeNode, { store, clock }: Cluster): number {
  const resource = 'leases.coordination.k8s.io';
  const name = node.metadata.name;
  const stored = store.get({ resource, namespace: 'kube-node-lease', name });
  const spec = {
    holderIdentity: name,
    leaseDurationSeconds: leaseSeconds,
    renewTime: microTimestamp(clock.now()),
  };
  if (stored === undefined) {
    store.create(resource, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name,
        namespace: 'kube-node-lease',
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid }],
      },
      spec,
    });
    return renewMs;
  }
  const last = Date.parse((stored.spec as { renewTime?: string } | undefined)?.renewTime ?? '');
  const due = last + renewMs - clock.now();
  if (due > 0) return due;
  store.update(resource, { ...structuredClone(stored), spec });
  return renewMs;
}
