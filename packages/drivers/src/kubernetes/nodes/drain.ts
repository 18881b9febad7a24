import { ActivityFailedError, boolean, type DefinitionContext, integer, string } from '@chaoskit/core';
import { KubeApiError, type KubeClient, kinds, type Pod } from '@chaoskit/kube';
import { kubeAction } from '../session/kube-definition.js';
import { classifyPod } from './classify-pod.js';
import { markNodes, uncordonNode } from './cordon.js';
import { selectNodes } from './select-nodes.js';

const pollMs = 500;

export const drainNodes = kubeAction({
  name: 'chaosk8s.node.actions.drain_nodes',
  summary: 'Cordon nodes and evict their pods, node by node.',
  input: {
    name: string({ default: null, description: 'Name of the node.' }),
    label_selector: string({ default: null, description: 'Label selector of nodes.' }),
    delete_pods_with_local_storage: boolean({
      default: false,
      description: 'Evict pods with an emptyDir, too.',
    }),
    timeout: integer({ default: 120, min: 0, description: 'Seconds for each node.' }),
    count: integer({ default: null, description: 'So many nodes at random.' }),
    pod_label_selector: string({ default: null, description: 'Only nodes that run such a pod.' }),
    pod_namespace: string({ default: null, description: 'Namespace of these pods.' }),
  },
  async run(args, context, kube) {
    const nodes = await selectNodes(args, context, kube);
    const names = await markNodes(nodes, true, uncordonNode, context, kube);
    for (const name of names) {
      await drainNode(name, args.delete_pods_with_local_storage, args.timeout, context, kube);
    }
    return names;
  },
});

async function drainNode(
  node: string,
  mayLoseLocalStorage: boolean,
  timeout: number,
  context: DefinitionContext,
  kube: KubeClient,
): Promise<void> {
  const untilMs = context.now() + timeout * 1000;
  const pods = await kube.list<Pod>(kinds.pods, { fieldSelector: `spec.nodeName=${node}` }, context.signal);
  const fates = pods.map((pod) => ({ pod, fate: classifyPod(pod, mayLoseLocalStorage) }));
  const unmanaged = fates.find(({ fate }) => fate === 'unmanaged')?.pod;
  if (unmanaged !== undefined) {
    throw new ActivityFailedError(
      `pod ${idOf(unmanaged)} on node ${node} is unmanaged: no controller would replace it`,
    );
  }
  const leaving = fates.filter(({ fate }) => fate === 'evict').map(({ pod }) => pod);
  const budget = { untilMs, timeout, node };
  await Promise.all(leaving.map((pod) => evict(pod, budget, context, kube)));
  await untilGone(leaving, budget, context, kube);
}

interface Budget {
  readonly untilMs: number;
  readonly timeout: number;
  readonly node: string;
}

const placeOf = ({ metadata }: Pod) => ({ namespace: metadata.namespace ?? 'default', name: metadata.name });
const idOf = ({ metadata }: Pod): string => `${metadata.namespace ?? 'default'}/${metadata.name}`;

/** 429 is a disruption budget's refusal: it is asked again until the time is over. 404: gone already (K-8). */
async function evict(pod: Pod, budget: Budget, context: DefinitionContext, kube: KubeClient): Promise<void> {
  const place = placeOf(pod);
  const eviction = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: place.name, namespace: place.namespace },
  };
  for (;;) {
    try {
      await kube.post(kinds.pods, { ...place, subresource: 'eviction' }, eviction, context.signal);
      return;
    } catch (error) {
      if (!(error instanceof KubeApiError)) throw error;
      if (error.status === 404) return;
      if (error.status !== 429) throw error;
      if (context.now() >= budget.untilMs) {
        throw new ActivityFailedError(
          `pod ${idOf(pod)} could not be evicted from node ${budget.node} within ${budget.timeout} s: ${error.serverMessage}`,
        );
      }
      context.log.debug(`Eviction of pod ${idOf(pod)} refused for now: ${error.serverMessage}`);
      await context.sleep(pollMs);
    }
  }
}

async function untilGone(
  pods: readonly Pod[],
  budget: Budget,
  context: DefinitionContext,
  kube: KubeClient,
): Promise<void> {
  let left = [...pods];
  for (;;) {
    const there = await Promise.all(left.map((pod) => isThere(pod, context.signal, kube)));
    left = left.filter((_, i) => there[i]);
    if (left.length === 0) return;
    if (context.now() >= budget.untilMs) {
      throw new ActivityFailedError(
        `node ${budget.node} was not drained within ${budget.timeout} s; pods left: ${left.map(idOf).join(', ')}`,
      );
    }
    await context.sleep(pollMs);
  }
}

/** A pod of the same name with another uid is another pod. Errors say nothing: it is asked again. */
async function isThere(pod: Pod, signal: AbortSignal, kube: KubeClient): Promise<boolean> {
  try {
    const now = await kube.get<Pod>(kinds.pods, placeOf(pod), signal);
    return now.metadata.uid === pod.metadata.uid;
  } catch (error) {
    signal.throwIfAborted();
    return !(error instanceof KubeApiError && error.status === 404);
  }
}
