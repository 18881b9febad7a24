import path from 'node:path';
import type { ImageEntry, ResolvedImage } from '../../images/image-table.js';
import type { Container, Pod } from '../../kinds/pod.js';
import type { ObjectStore } from '../../store/object-store.js';
import { mountsOf, type ReadyVolume } from '../pod/volumes.js';
import type { ContainerConfig, ContainerId } from '../pod-runtime.js';
import { ConfigError } from './config-error.js';
import type { PodPlace } from './downward.js';
import { containerEnvironment } from './environment.js';
import { expand } from './expand.js';

export interface ContainerContext {
  readonly pod: Pod;
  readonly place: PodPlace;
  readonly volumes: ReadonlyMap<string, ReadyVolume>;
  readonly store: ObjectStore;
  /** Variables that every container has unless it says otherwise. */
  readonly baseEnvironment: Readonly<Record<string, string>>;
  readonly logsFolder: string;
}

/** A placeholder that has no command of its own: ready at once, nothing runs. */
export function runsNothing(container: Container, image: ResolvedImage): boolean {
  return image.kind === 'placeholder' && (container.command ?? []).length === 0;
}

/** What the runtime is asked to start. As on a cluster, the pod's `command` and `args` win over the image's. */
export function containerConfig(
  container: Container,
  image: Exclude<ResolvedImage, { kind: 'unknown' }>,
  id: ContainerId,
  context: ContainerContext,
): ContainerConfig {
  const { pod, place, store, volumes } = context;
  const entry = image.kind === 'program' ? image.entry : undefined;
  const own = containerEnvironment(pod, container, place, store);
  const env = { ...context.baseEnvironment, ...entry?.env, HOSTNAME: pod.metadata.name, ...own };
  const command = commandOf(container, entry, own);
  if (command.length === 0) throw new ConfigError('no command specified');
  return {
    id,
    command,
    env,
    workingDir: container.workingDir || entry?.workingDir || '/',
    writable: entry?.writable ?? [],
    mounts: mountsOf(container, volumes),
    logFile: logFile(context.logsFolder, id),
  };
}

/** Only what the pod itself says is expanded. */
function commandOf(
  container: Container,
  entry: ImageEntry | undefined,
  values: Readonly<Record<string, string>>,
): string[] {
  const command = (container.command ?? []).map((word) => expand(word, values));
  const args = container.args?.map((word) => expand(word, values));
  if (command.length > 0) return [...command, ...(args ?? [])];
  return [...(entry?.command ?? []), ...(args ?? entry?.args ?? [])];
}

/** `<logsDir>/<uid>/<container>/<attempt>.log`. */
function logFile(logsFolder: string, { podUid, container, attempt }: ContainerId): string {
  return path.join(logsFolder, podUid, container, `${attempt}.log`);
}
