import type { KubeObject } from '../../store/kube-object.js';
import { type JsonObject, listAt, numberAt, objectsAt, textAt, valueAt } from '../json/json-object.js';
import { none } from './cells.js';
import { age, humanDuration } from './human-duration.js';
import { ageColumn, column, nameColumn, type TableDefinition } from './table-definition.js';

export const podTable: TableDefinition = {
  columns: [
    nameColumn,
    column('Ready', 'Containers that are ready, of all.'),
    column('Status', 'State of the pod and its containers in one word.'),
    column('Restarts', 'How often containers were started again, and when last.'),
    ageColumn,
    column('IP', 'Address of the pod.', { wide: true }),
    column('Node', 'Node that the pod is bound to.', { wide: true }),
    column('Nominated Node', 'Node that the pod waits for.', { wide: true }),
    column('Readiness Gates', 'Conditions that the pod waits for besides its containers.', { wide: true }),
  ],
  cells: (pod, now) => [
    pod.metadata.name,
    readyText(pod),
    podStatus(pod),
    restartsText(pod, now),
    age(pod.metadata.creationTimestamp, now),
    textAt(pod, 'status', 'podIP') ?? none,
    textAt(pod, 'spec', 'nodeName') ?? none,
    textAt(pod, 'status', 'nominatedNodeName') ?? none,
    readinessGates(pod),
  ],
};

const containerStatuses = (pod: KubeObject): JsonObject[] => objectsAt(pod, 'status', 'containerStatuses');
const initStatuses = (pod: KubeObject): JsonObject[] => objectsAt(pod, 'status', 'initContainerStatuses');

function sidecarNames(pod: KubeObject): Set<string> {
  const sidecars = objectsAt(pod, 'spec', 'initContainers').filter((one) => one.restartPolicy === 'Always');
  return new Set(sidecars.map((one) => textAt(one, 'name') ?? ''));
}

function sidecarStatuses(pod: KubeObject): JsonObject[] {
  const names = sidecarNames(pod);
  return initStatuses(pod).filter((status) => names.has(textAt(status, 'name') ?? ''));
}

function readyText(pod: KubeObject): string {
  const all = listAt(pod, 'spec', 'containers').length + sidecarNames(pod).size;
  const ready = [...containerStatuses(pod), ...sidecarStatuses(pod)].filter((one) => one.ready === true);
  return `${ready.length}/${all}`;
}

/** The word in the Status column: what keeps the pod from being what it should, else its phase (kubernetes/printers). */
function podStatus(pod: KubeObject): string {
  const base = textAt(pod, 'status', 'reason') ?? textAt(pod, 'status', 'phase') ?? '';
  const word = initTrouble(pod) ?? containersWord(pod, base);
  if (pod.metadata.deletionTimestamp === undefined) return word;
  if (textAt(pod, 'status', 'reason') === 'NodeLost') return 'Unknown';
  const phase = textAt(pod, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed' ? word : 'Terminating';
}

/** `Init:…` while an init container has not done its part. */
function initTrouble(pod: KubeObject): string | undefined {
  const sidecars = sidecarNames(pod);
  const all = listAt(pod, 'spec', 'initContainers').length;
  for (const [index, status] of initStatuses(pod).entries()) {
    const ended = valueAt(status, 'state', 'terminated');
    if (ended !== undefined && numberAt(ended, 'exitCode') === 0) continue;
    if (sidecars.has(textAt(status, 'name') ?? '') && status.started === true) continue;
    if (ended !== undefined) return `Init:${endedWord(ended)}`;
    const waiting = textAt(status, 'state', 'waiting', 'reason') ?? '';
    if (waiting !== '' && waiting !== 'PodInitializing') return `Init:${waiting}`;
    return `Init:${index}/${all}`;
  }
  return undefined;
}

function endedWord(ended: unknown): string {
  const reason = textAt(ended, 'reason') ?? '';
  if (reason !== '') return reason;
  const signal = numberAt(ended, 'signal') ?? 0;
  return signal === 0 ? `ExitCode:${numberAt(ended, 'exitCode') ?? 0}` : `Signal:${signal}`;
}

function containersWord(pod: KubeObject, base: string): string {
  let word = base;
  let running = false;
  for (const status of containerStatuses(pod).reverse()) {
    const waiting = textAt(status, 'state', 'waiting', 'reason') ?? '';
    const ended = valueAt(status, 'state', 'terminated');
    if (waiting !== '') word = waiting;
    else if (ended !== undefined) word = endedWord(ended);
    else if (status.ready === true && valueAt(status, 'state', 'running') !== undefined) running = true;
  }
  // Some containers are done, others run: the pod still does its work.
  if (word === 'Completed' && running) return isReady(pod) ? 'Running' : 'NotReady';
  return word;
}

const isReady = (pod: KubeObject): boolean =>
  objectsAt(pod, 'status', 'conditions').some((one) => one.type === 'Ready' && one.status === 'True');

function restartsText(pod: KubeObject, now: number): string {
  const counted = initTrouble(pod) === undefined ? containerStatuses(pod) : initStatuses(pod);
  const statuses = counted === undefined ? [] : [...counted, ...sidecarStatuses(pod)];
  const count = statuses.reduce((sum, status) => sum + (numberAt(status, 'restartCount') ?? 0), 0);
  const times = statuses.map((status) => textAt(status, 'lastState', 'terminated', 'finishedAt'));
  const newest = Math.max(
    ...times.map((time) => (time === undefined ? Number.NaN : Date.parse(time))).filter(Number.isFinite),
  );
  if (count === 0 || !Number.isFinite(newest)) return String(count);
  return `${count} (${humanDuration(now - newest)} ago)`;
}

function readinessGates(pod: KubeObject): string {
  const gates = objectsAt(pod, 'spec', 'readinessGates').map((gate) => textAt(gate, 'conditionType'));
  if (gates.length === 0) return none;
  const met = objectsAt(pod, 'status', 'conditions').filter((one) => one.status === 'True');
  return `${gates.filter((gate) => met.some((one) => one.type === gate)).length}/${gates.length}`;
}
