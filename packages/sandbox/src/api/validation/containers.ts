import { isJsonObject, type JsonObject, numberAt, objectsAt, textAt, textsAt } from '../json/json-object.js';
import { compareQuantities } from '../schema/quantity.js';
import type { FieldErrors } from './field-errors.js';
import { labelProblems } from './names.js';
import { checkPorts } from './ports.js';
import { checkHandler, checkProbe } from './probes.js';

export interface ContainerContext {
  readonly errors: FieldErrors;
  /** Names of the pod's volumes. */
  readonly volumes: ReadonlySet<string>;
  readonly isPod: boolean;
  /** Names of containers seen so far; all of a pod's are different. */
  readonly names: Set<string>;
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const terminationPolicies = ['FallbackToLogsOnError', 'File'];

export function checkContainers(
  containers: readonly JsonObject[],
  field: string,
  context: ContainerContext,
): void {
  for (const [index, container] of containers.entries())
    checkContainer(container, `${field}[${index}]`, context);
}

function checkContainer(container: JsonObject, field: string, context: ContainerContext): void {
  const { errors, names } = context;
  const name = textAt(container, 'name') ?? '';
  if (name === '') errors.required(`${field}.name`);
  else {
    for (const problem of labelProblems(name)) errors.invalid(`${field}.name`, name, problem);
    if (names.has(name)) errors.duplicate(`${field}.name`, name);
  }
  names.add(name);
  checkImage(container, field, context);
  const policy = textAt(container, 'imagePullPolicy') ?? '';
  if (!pullPolicies.includes(policy)) errors.notSupported(`${field}.imagePullPolicy`, policy, pullPolicies);
  const message = textAt(container, 'terminationMessagePolicy') ?? '';
  if (!terminationPolicies.includes(message)) {
    errors.notSupported(`${field}.terminationMessagePolicy`, message, terminationPolicies);
  }
  checkPorts(objectsAt(container, 'ports'), `${field}.ports`, errors);
  checkEnvironment(objectsAt(container, 'env'), `${field}.env`, errors);
  checkMounts(objectsAt(container, 'volumeMounts'), `${field}.volumeMounts`, context);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (isJsonObject(container[probe])) checkProbe(container[probe], `${field}.${probe}`, errors);
  }
  for (const hook of ['postStart', 'preStop']) {
    const lifecycle = container.lifecycle;
    if (!isJsonObject(lifecycle) || !isJsonObject(lifecycle[hook])) continue;
    checkHandler(lifecycle[hook], `${field}.lifecycle.${hook}`, errors);
  }
  checkResources(container, `${field}.resources`, errors);
}

function checkImage(container: JsonObject, field: string, { errors, isPod }: ContainerContext): void {
  const image = textAt(container, 'image') ?? '';
  if (image.trim() === '') errors.required(`${field}.image`);
  else if (isPod && image !== image.trim()) {
    errors.invalid(`${field}.image`, image, 'must not have leading or trailing whitespace');
  }
}

function checkEnvironment(variables: readonly JsonObject[], field: string, errors: FieldErrors): void {
  for (const [index, variable] of variables.entries()) {
    const name = textAt(variable, 'name') ?? '';
    if (name === '') errors.required(`${field}[${index}].name`);
    else if (!/^[ -<>-~]+$/.test(name)) {
      const why =
        "a valid environment variable name must consist only of printable ASCII characters other than '='";
      errors.invalid(`${field}[${index}].name`, name, why);
    }
    if (variable.valueFrom === undefined || (textAt(variable, 'value') ?? '') === '') continue;
    errors.invalid(`${field}[${index}].valueFrom`, '', 'may not be specified when `value` is not empty');
  }
}

function checkMounts(
  mounts: readonly JsonObject[],
  field: string,
  { errors, volumes }: ContainerContext,
): void {
  const paths = new Set<string>();
  for (const [index, mount] of mounts.entries()) {
    const at = `${field}[${index}]`;
    const name = textAt(mount, 'name') ?? '';
    if (name === '') errors.required(`${at}.name`);
    if (!volumes.has(name)) errors.notFound(`${at}.name`, name);
    const path = textAt(mount, 'mountPath') ?? '';
    if (path === '') errors.required(`${at}.mountPath`);
    if (paths.has(path)) errors.invalid(`${at}.mountPath`, path, 'must be unique');
    paths.add(path);
  }
}

function checkResources(container: JsonObject, field: string, errors: FieldErrors): void {
  const limits = textsAt(container, 'resources', 'limits');
  for (const [name, request] of Object.entries(textsAt(container, 'resources', 'requests'))) {
    if (compareQuantities(request, '0') === -1) {
      errors.invalid(`${field}.requests[${name}]`, request, 'must be greater than or equal to 0');
    }
    const limit = limits[name];
    if (limit === undefined || compareQuantities(request, limit) !== 1) continue;
    errors.invalid(`${field}.requests`, request, `must be less than or equal to ${name} limit of ${limit}`);
  }
}

/** Numbers that may not be negative. */
export function checkNotNegative(object: JsonObject, name: string, field: string, errors: FieldErrors): void {
  const value = numberAt(object, name);
  if (value === undefined || value >= 0) return;
  errors.invalid(`${field}.${name}`, value, 'must be greater than or equal to 0');
}
