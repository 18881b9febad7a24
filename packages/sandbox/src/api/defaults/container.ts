import { isJsonObject, type JsonObject, objectsAt, textAt, valueAt } from '../json/json-object.js';
import { setDefaults } from './set-default.js';

/** Defaults of a container (kubernetes, pkg/apis/core/v1). */
export function defaultContainer(container: JsonObject): void {
  setDefaults(container, {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(textAt(container, 'image') ?? ''),
  });
  for (const port of objectsAt(container, 'ports')) setDefaults(port, { protocol: 'TCP' });
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) defaultProbe(container[name]);
  for (const hook of ['postStart', 'preStop'])
    defaultHttpGet(valueAt(container, 'lifecycle', hook, 'httpGet'));
  for (const env of objectsAt(container, 'env')) {
    const field = valueAt(env, 'valueFrom', 'fieldRef');
    if (isJsonObject(field)) setDefaults(field, { apiVersion: 'v1' });
  }
}

/** Images without a tag, or with `latest`, are pulled each time. */
function pullPolicy(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1);
  if (name.includes('@')) return 'IfNotPresent';
  const tag = name.split(':')[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function defaultProbe(probe: unknown): void {
  if (!isJsonObject(probe)) return;
  setDefaults(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  defaultHttpGet(probe.httpGet);
  if (isJsonObject(probe.grpc)) probe.grpc.service ??= '';
}

function defaultHttpGet(httpGet: unknown): void {
  if (isJsonObject(httpGet)) setDefaults(httpGet, { path: '/', scheme: 'HTTP' });
}
