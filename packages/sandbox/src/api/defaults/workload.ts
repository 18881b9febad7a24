import { isJsonObject, type JsonObject, objectAt, valueAt } from '../json/json-object.js';
import { defaultPodSpec } from './pod-spec.js';
import { childOf, setDefaults } from './set-default.js';

function defaultTemplate(spec: JsonObject): void {
  const podSpec = valueAt(spec, 'template', 'spec');
  if (isJsonObject(podSpec)) defaultPodSpec(podSpec);
}

/** Defaults of a Deployment (kubernetes, pkg/apis/apps/v1). */
export function defaultDeployment(deployment: JsonObject): void {
  const spec = childOf(deployment, 'spec');
  setDefaults(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  const strategy = childOf(spec, 'strategy');
  setDefaults(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate') {
    setDefaults(childOf(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
  }
  defaultTemplate(spec);
}

/** Defaults of a ReplicaSet. */
export function defaultReplicaSet(replicaSet: JsonObject): void {
  const spec = childOf(replicaSet, 'spec');
  setDefaults(spec, { replicas: 1 });
  defaultTemplate(spec);
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  const metadata = childOf(replicaSet, 'metadata');
  if (metadata.labels === undefined && Object.keys(labels).length > 0)
    metadata.labels = structuredClone(labels);
}
