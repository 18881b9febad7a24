import { isJsonObject, type JsonObject, numberAt, objectsAt, textAt } from '../json/json-object.js';
import { checkContainers } from './containers.js';
import type { FieldErrors } from './field-errors.js';
import { labelProblems, subdomainProblems } from './names.js';

/** Checks the spec of a pod or a template (kubernetes, pkg/apis/core/validation). `isPod`: stricter, as for pods themselves. */
export function checkPodSpec(spec: JsonObject, field: string, errors: FieldErrors, isPod: boolean): void {
  const volumes = checkVolumes(spec, `${field}.volumes`, errors);
  const containers = objectsAt(spec, 'containers');
  if (containers.length === 0) errors.required(`${field}.containers`);
  const context = { errors, volumes, isPod, names: new Set<string>() };
  checkContainers(objectsAt(spec, 'initContainers'), `${field}.initContainers`, context);
  checkContainers(containers, `${field}.containers`, context);
  checkChoice(spec, 'restartPolicy', ['Always', 'OnFailure', 'Never'], field, errors);
  checkChoice(
    spec,
    'dnsPolicy',
    ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
    field,
    errors,
  );
  const deadline = numberAt(spec, 'activeDeadlineSeconds');
  if (deadline !== undefined && deadline < 1) {
    errors.invalid(`${field}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive');
  }
  checkNames(spec, field, errors);
}

function checkChoice(
  object: JsonObject,
  name: string,
  choices: readonly string[],
  field: string,
  errors: FieldErrors,
): void {
  const value = object[name];
  if (value === undefined || value === '') errors.required(`${field}.${name}`);
  else if (!choices.includes(String(value))) errors.notSupported(`${field}.${name}`, value, choices);
}

function checkNames(spec: JsonObject, field: string, errors: FieldErrors): void {
  for (const name of ['hostname', 'subdomain'] as const) {
    const value = textAt(spec, name) ?? '';
    if (value === '') continue;
    for (const problem of labelProblems(value)) errors.invalid(`${field}.${name}`, value, problem);
  }
  for (const name of ['serviceAccountName', 'nodeName'] as const) {
    const value = textAt(spec, name) ?? '';
    if (value === '') continue;
    for (const problem of subdomainProblems(value)) errors.invalid(`${field}.${name}`, value, problem);
  }
}

/** Checks the volumes; answers their names. */
function checkVolumes(spec: JsonObject, field: string, errors: FieldErrors): Set<string> {
  const names = new Set<string>();
  for (const [index, volume] of objectsAt(spec, 'volumes').entries()) {
    const at = `${field}[${index}]`;
    const name = textAt(volume, 'name') ?? '';
    if (name === '') errors.required(`${at}.name`);
    else if (names.has(name)) errors.duplicate(`${at}.name`, name);
    else for (const problem of labelProblems(name)) errors.invalid(`${at}.name`, name, problem);
    names.add(name);
    checkVolumeSource(volume, at, errors);
  }
  return names;
}

function checkVolumeSource(volume: JsonObject, field: string, errors: FieldErrors): void {
  const sources = Object.keys(volume).filter((key) => key !== 'name');
  for (const extra of sources.slice(1)) {
    errors.forbidden(`${field}.${extra}`, 'may not specify more than 1 volume type');
  }
  if (sources.length === 0) errors.required(field, 'must specify a volume type');
  const { configMap, secret, hostPath } = volume;
  if (isJsonObject(configMap) && (textAt(configMap, 'name') ?? '') === '')
    errors.required(`${field}.configMap.name`);
  if (isJsonObject(secret) && (textAt(secret, 'secretName') ?? '') === '')
    errors.required(`${field}.secret.secretName`);
  if (isJsonObject(hostPath) && (textAt(hostPath, 'path') ?? '') === '')
    errors.required(`${field}.hostPath.path`);
}
