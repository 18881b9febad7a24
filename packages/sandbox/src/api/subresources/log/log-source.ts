import type { KubeObject } from '../../../store/kube-object.js';
import { badRequest } from '../../../store/status-error.js';
import { type JsonObject, numberAt, objectsAt, textAt, valueAt } from '../../json/json-object.js';
import type { LogOptions } from './log-options.js';

/** The container and the attempt whose log is asked for. */
export interface LogSource {
  readonly container: string;
  /** Counts from 0, as `restartCount` does. */
  readonly attempt: number;
}

const containerNames = (pod: KubeObject, list: string): string[] =>
  objectsAt(pod, 'spec', list).map((one) => textAt(one, 'name') ?? '');

/** The container that a request means. BadRequest (400) where it names none of several, or one that the pod does not have. */
function containerOf(pod: KubeObject, asked: string | undefined): string {
  const names = containerNames(pod, 'containers');
  const others = [...containerNames(pod, 'initContainers'), ...containerNames(pod, 'ephemeralContainers')];
  const { name } = pod.metadata;
  if (asked !== undefined) {
    if (names.includes(asked) || others.includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${name}`);
  }
  const [only] = names;
  if (names.length === 1 && only !== undefined) return only;
  const initNames = containerNames(pod, 'initContainers');
  const more = initNames.length === 0 ? '' : ` or one of the init containers: [${initNames.join(' ')}]`;
  throw badRequest(
    `a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]${more}`,
  );
}

function containerStatus(pod: KubeObject, container: string): JsonObject | undefined {
  const lists = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'];
  return lists.flatMap((list) => objectsAt(pod, 'status', list)).find((one) => one.name === container);
}

/** BadRequest (400) where the container has no such log yet. */
export function logSourceOf(pod: KubeObject, options: LogOptions): LogSource {
  const container = containerOf(pod, options.container);
  const status = containerStatus(pod, container);
  const restarts = numberAt(status, 'restartCount') ?? 0;
  const { name } = pod.metadata;
  if (options.previous) {
    if (restarts > 0) return { container, attempt: restarts - 1 };
    throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
  }
  const waiting = textAt(status, 'state', 'waiting', 'reason');
  const hasRun = valueAt(status, 'lastState', 'terminated') !== undefined;
  if (status === undefined || (waiting !== undefined && !hasRun)) {
    throw badRequest(
      `container "${container}" in pod "${name}" is waiting to start: ${waiting ?? 'ContainerCreating'}`,
    );
  }
  return { container, attempt: restarts };
}

/** True once nothing more can be written to the log. */
export function isLogOver(
  pod: KubeObject | undefined,
  uid: string,
  { container, attempt }: LogSource,
): boolean {
  if (pod === undefined || pod.metadata.uid !== uid) return true;
  const status = containerStatus(pod, container);
  if ((numberAt(status, 'restartCount') ?? 0) > attempt) return true;
  if (valueAt(status, 'state', 'terminated') !== undefined) return true;
  return (
    valueAt(status, 'state', 'waiting') !== undefined &&
    valueAt(status, 'lastState', 'terminated') !== undefined
  );
}
