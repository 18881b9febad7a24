import { ActivityFailedError, type DefinitionContext } from '@chaoskit/core';
import { type KubeClient, type KubeObject, kinds, type Node, type Pod } from '@chaoskit/kube';
import { sample } from '../pods/select-pods.js';

export interface NodeSelection {
  readonly name?: string | null;
  readonly label_selector?: string | null;
  readonly pod_label_selector?: string | null;
  readonly pod_namespace?: string | null;
  /** So many at random; null: all. */
  readonly count?: number | null;
}

/**
 * Lists and picks nodes (drivers.md §1.4), each once (K-2, K-4). A pod filter never widens the choice: the label alone
 * looks into all namespaces, the namespace alone takes all its pods (K-3). Without any criterion all nodes are taken, with a warning (K-5).
 * @throws ActivityFailedError where there is none
 */
export async function selectNodes(
  selection: NodeSelection,
  { signal, log }: Pick<DefinitionContext, 'signal' | 'log'>,
  kube: KubeClient,
): Promise<(Node & KubeObject)[]> {
  const { name, label_selector, pod_label_selector, pod_namespace } = selection;
  if (!name && !label_selector && !pod_label_selector && !pod_namespace) {
    log.warning('No criterion is given: every node of the cluster is selected');
  }
  const listed = await kube.list<Node & KubeObject>(
    kinds.nodes,
    {
      ...(name && { fieldSelector: `metadata.name=${name}` }),
      ...(label_selector && { labelSelector: label_selector }),
    },
    signal,
  );
  const running =
    pod_label_selector || pod_namespace ? await nodesOfPods(selection, signal, kube) : undefined;
  const nodes = running === undefined ? listed : listed.filter(({ metadata }) => running.has(metadata.name));
  if (nodes.length === 0) {
    throw new ActivityFailedError(`no node was found by ${JSON.stringify(criteria(selection))}`);
  }
  return selection.count ? sample(nodes, selection.count, Math.random) : nodes;
}

async function nodesOfPods(
  { pod_label_selector, pod_namespace }: NodeSelection,
  signal: AbortSignal,
  kube: KubeClient,
): Promise<Set<string>> {
  const pods = await kube.list<Pod>(
    kinds.pods,
    {
      ...(pod_namespace && { namespace: pod_namespace }),
      ...(pod_label_selector && { labelSelector: pod_label_selector }),
    },
    signal,
  );
  return new Set(pods.flatMap(({ spec }) => (spec?.nodeName === undefined ? [] : [spec.nodeName])));
}

function criteria(selection: NodeSelection): Record<string, unknown> {
  const { count: _count, ...named } = selection;
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value));
}
