import type { KubeObject } from '../../store/kube-object.js';
import { objectsAt, textAt, textsAt, valueAt } from '../json/json-object.js';
import { none } from './cells.js';
import { age } from './human-duration.js';
import { ageColumn, column, nameColumn, type TableDefinition } from './table-definition.js';

function statusText(node: KubeObject): string {
  const ready = objectsAt(node, 'status', 'conditions').find((one) => one.type === 'Ready');
  const word = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return valueAt(node, 'spec', 'unschedulable') === true ? `${word},SchedulingDisabled` : word;
}

const rolePrefix = 'node-role.kubernetes.io/';

function rolesText(node: KubeObject): string {
  const labels = textsAt(node, 'metadata', 'labels');
  const roles = Object.keys(labels).filter((key) => key.startsWith(rolePrefix));
  return roles.length === 0
    ? none
    : roles
        .map((key) => key.slice(rolePrefix.length))
        .sort()
        .join(',');
}

const address = (node: KubeObject, type: string): string =>
  textAt(
    objectsAt(node, 'status', 'addresses').find((one) => one.type === type),
    'address',
  ) ?? none;

const info = (node: KubeObject, field: string): string =>
  textAt(node, 'status', 'nodeInfo', field) || '<unknown>';

export const nodeTable: TableDefinition = {
  columns: [
    nameColumn,
    column('Status', 'Whether the node takes pods.'),
    column('Roles', 'Roles by the labels of the node.'),
    ageColumn,
    column('Version', 'Version of the kubelet.'),
    column('Internal-IP', 'Address inside the cluster.', { wide: true }),
    column('External-IP', 'Address outside the cluster.', { wide: true }),
    column('OS-Image', 'Operating system.', { wide: true }),
    column('Kernel-Version', 'Kernel.', { wide: true }),
    column('Container-Runtime', 'What runs the containers.', { wide: true }),
  ],
  cells: (node, now) => [
    node.metadata.name,
    statusText(node),
    rolesText(node),
    age(node.metadata.creationTimestamp, now),
    textAt(node, 'status', 'nodeInfo', 'kubeletVersion') ?? '',
    address(node, 'InternalIP'),
    address(node, 'ExternalIP'),
    info(node, 'osImage'),
    info(node, 'kernelVersion'),
    info(node, 'containerRuntimeVersion'),
  ],
};
