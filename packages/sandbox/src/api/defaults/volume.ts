import { isJsonObject, type JsonObject, objectsAt } from '../json/json-object.js';
import { setDefaults } from './set-default.js';

/** 0644, the mode of files that volumes write. */
const fileMode = 420;

/** Defaults of a volume; one without a source is an empty folder. */
export function defaultVolume(volume: JsonObject): void {
  if (Object.keys(volume).every((key) => key === 'name')) volume.emptyDir = {};
  for (const source of ['configMap', 'secret', 'downwardAPI', 'projected']) {
    const found = volume[source];
    if (isJsonObject(found)) setDefaults(found, { defaultMode: fileMode });
  }
  if (isJsonObject(volume.hostPath)) volume.hostPath.type ??= '';
  for (const item of objectsAt(volume, 'downwardAPI', 'items')) defaultField(item);
  for (const source of objectsAt(volume, 'projected', 'sources')) {
    for (const item of objectsAt(source, 'downwardAPI', 'items')) defaultField(item);
    if (isJsonObject(source.serviceAccountToken)) {
      setDefaults(source.serviceAccountToken, { expirationSeconds: 3600 });
    }
  }
}

function defaultField(item: JsonObject): void {
  if (isJsonObject(item.fieldRef)) setDefaults(item.fieldRef, { apiVersion: 'v1' });
}
