import { asPod } from '../../kinds/pod.js';
import { podQosClass } from '../../kinds/qos.js';
import type { KubeObject } from '../../store/kube-object.js';
import { defaultPod } from '../defaults/pod-spec.js';
import { isJsonObject, numberAt, objectsAt, textAt } from '../json/json-object.js';
import { ownLabels } from '../selectors/field-labels.js';
import { bindingSubresource } from '../subresources/binding.js';
import { evictionSubresource } from '../subresources/eviction.js';
import { logSubresource } from '../subresources/log/log.js';
import { statusOf } from '../subresources/status.js';
import { podTable } from '../table/pod-table.js';
import { validatePod, validatePodUpdate } from '../validation/pod.js';
import type { ResourceDefinition } from './resource-definition.js';

const fieldPaths = [
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'spec.hostNetwork',
  'status.phase',
  'status.podIP',
  'status.nominatedNodeName',
];

const defaultGraceSeconds = 30;

/** A pod that runs nowhere goes at once; a negative grace period is one second. */
function gracePeriodSeconds(pod: KubeObject, asked: number | undefined): number {
  const phase = textAt(pod, 'status', 'phase');
  if ((textAt(pod, 'spec', 'nodeName') ?? '') === '' || phase === 'Succeeded' || phase === 'Failed') return 0;
  const seconds = asked ?? numberAt(pod, 'spec', 'terminationGracePeriodSeconds') ?? defaultGraceSeconds;
  return seconds < 0 ? 1 : seconds;
}

export const podResource: ResourceDefinition = {
  group: '',
  version: 'v1',
  plural: 'pods',
  singular: 'pod',
  kind: 'Pod',
  namespaced: true,
  shortNames: ['po'],
  categories: ['all'],
  subresources: [bindingSubresource, evictionSubresource, logSubresource, statusOf('Pod')],
  table: podTable,
  fieldLabels: ownLabels(fieldPaths, {
    'status.podIPs': (pod) =>
      objectsAt(pod, 'status', 'podIPs')
        .map((one) => textAt(one, 'ip'))
        .join(','),
  }),
  nameRule: 'subdomain',
  hasStatus: true,
  deleteAnswersObject: true,
  defaults: defaultPod,
  validate: validatePod,
  validateUpdate: validatePodUpdate,
  strategy: {
    countsGenerations: true,
    gracePeriodSeconds,
    prepareCreate: (pod) => {
      const status = isJsonObject(pod.status) ? pod.status : {};
      pod.status = { phase: 'Pending', ...status, qosClass: podQosClass(asPod(pod).spec) };
    },
  },
};
