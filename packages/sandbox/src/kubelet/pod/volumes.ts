import path from 'node:path';
import type { Container, KeyToPath, Pod, Volume } from '../../kinds/pod.js';
import type { ObjectStore } from '../../store/object-store.js';
import { ConfigError } from '../config/config-error.js';
import { fieldValue, type PodPlace } from '../config/downward.js';
import { dataOf } from '../config/environment.js';
import type { ContainerConfig } from '../pod-runtime.js';

/** The folders and files that the kubelet makes, as a port. */
export interface KubeletFiles {
  /** With all folders above it. */
  makeFolder(folder: string): Promise<void>;
  write(file: string, content: Buffer): Promise<void>;
  /** With all that is in it; nothing to do where it is missing. */
  remove(folder: string): Promise<void>;
}

/** A volume ready to be mounted: a folder of the host. */
export interface ReadyVolume {
  readonly folder: string;
  /** ConfigMaps and Secrets can't be written to. */
  readonly readOnly: boolean;
}

/** Makes a pod's volumes under `folder`. Throws a ConfigError for what is missing, or is no kind of volume offered here. */
export async function prepareVolumes(
  pod: Pod,
  folder: string,
  place: PodPlace,
  deps: { readonly store: ObjectStore; readonly files: KubeletFiles },
): Promise<Map<string, ReadyVolume>> {
  const ready = new Map<string, ReadyVolume>();
  for (const volume of pod.spec.volumes ?? []) {
    const content = contentOf(volume, pod, place, deps.store);
    const target = path.join(folder, volume.name);
    await deps.files.makeFolder(target);
    for (const [name, bytes] of Object.entries(content ?? {})) {
      await deps.files.makeFolder(path.dirname(path.join(target, name)));
      await deps.files.write(path.join(target, name), bytes);
    }
    ready.set(volume.name, { folder: target, readOnly: content !== undefined });
  }
  return ready;
}

/** Files of the volume; nothing for an empty folder to write to. */
function contentOf(
  volume: Volume,
  pod: Pod,
  place: PodPlace,
  store: ObjectStore,
): Record<string, Buffer> | undefined {
  const sources = { namespace: pod.metadata.namespace ?? '', store };
  if (volume.emptyDir !== undefined) return undefined;
  if (volume.configMap !== undefined)
    return picked(dataOf('configmaps', volume.configMap, sources) ?? {}, volume.configMap.items);
  if (volume.secret !== undefined) {
    const { secretName: name, items, optional } = volume.secret;
    const reference = { name, ...(optional === undefined ? {} : { optional }) };
    return picked(dataOf('secrets', reference, sources) ?? {}, items);
  }
  if (volume.downwardAPI !== undefined)
    return Object.fromEntries(
      (volume.downwardAPI.items ?? []).map(({ path: name, fieldRef }) => [
        name,
        Buffer.from(fieldValue(pod, fieldRef?.fieldPath ?? '', place)),
      ]),
    );
  const kind = Object.keys(volume).find((key) => key !== 'name') ?? 'unknown';
  throw new ConfigError(`volume "${volume.name}": the sandbox has no volumes of kind ${kind}`);
}

function picked(
  data: Record<string, Buffer>,
  items: readonly KeyToPath[] | undefined,
): Record<string, Buffer> {
  if (items === undefined) return data;
  return Object.fromEntries(
    items.map(({ key, path: name }) => {
      const value = data[key];
      if (value === undefined) throw new ConfigError(`references non-existent config key: ${key}`);
      return [name, value];
    }),
  );
}

/** Where a container sees the pod's volumes. */
export function mountsOf(
  container: Container,
  volumes: ReadonlyMap<string, ReadyVolume>,
): ContainerConfig['mounts'] {
  return (container.volumeMounts ?? []).map(({ name, mountPath, readOnly, subPath }) => {
    const volume = volumes.get(name);
    if (volume === undefined) throw new ConfigError(`volume "${name}" is not declared by the pod`);
    return {
      source: subPath === undefined ? volume.folder : path.join(volume.folder, subPath),
      target: mountPath,
      readOnly: readOnly === true || volume.readOnly,
    };
  });
}
