import type { PodTemplate } from '../kinds/pod.js';
import { podQosClass } from '../kinds/qos.js';
import type { KubeObject, NewKubeObject } from '../store/kube-object.js';
import { controllerReference } from './claim.js';

/** The pod that `owner` makes of its template; the store completes the name. */
export function podFromTemplate(template: PodTemplate, owner: KubeObject): NewKubeObject {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      // Space for the five letters that the store adds (63 characters in all).
      generateName: `${owner.metadata.name.slice(0, 57)}-`,
      namespace: owner.metadata.namespace ?? '',
      ...(labels === undefined ? {} : { labels: { ...labels } }),
      ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
      ...(finalizers === undefined ? {} : { finalizers: [...finalizers] }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: structuredClone(template.spec),
    status: { phase: 'Pending', qosClass: podQosClass(template.spec) },
  };
}
