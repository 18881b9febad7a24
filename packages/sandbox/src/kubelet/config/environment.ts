import type { Container, EnvSource, EnvVar, KeyRef, Pod } from '../../kinds/pod.js';
import type { KubeObject } from '../../store/kube-object.js';
import type { ObjectStore } from '../../store/object-store.js';
import { ConfigError } from './config-error.js';
import { fieldValue, type PodPlace, resourceValue } from './downward.js';
import { expand } from './expand.js';
import { serviceEnvironment } from './service-environment.js';

type Environment = Record<string, string>;

/**
 * A container's variables as the kubelet makes them: services, then `envFrom`, then `env`, the later over the earlier.
 * A `$(NAME)` in a value sees what was declared before it. Throws a ConfigError where something referred to is missing.
 */
export function containerEnvironment(
  pod: Pod,
  container: Container,
  place: PodPlace,
  store: ObjectStore,
): Environment {
  const namespace = pod.metadata.namespace ?? '';
  const services = serviceEnvironment(store, namespace, pod.spec.enableServiceLinks ?? true);
  const sources = { namespace, store };
  const environment: Environment = {};
  for (const source of container.envFrom ?? []) Object.assign(environment, fromSource(source, sources));
  for (const variable of container.env ?? []) {
    const value =
      variable.valueFrom === undefined
        ? expand(variable.value ?? '', { ...services, ...environment })
        : fromReference(variable.valueFrom, { pod, container, place, ...sources });
    if (value !== undefined) environment[variable.name] = value;
  }
  return { ...services, ...environment };
}

interface Sources {
  readonly namespace: string;
  readonly store: ObjectStore;
}

function fromSource({ prefix = '', configMapRef, secretRef }: EnvSource, sources: Sources): Environment {
  const reference = configMapRef ?? secretRef;
  if (reference === undefined) return {};
  const data = dataOf(configMapRef === undefined ? 'secrets' : 'configmaps', reference, sources);
  return Object.fromEntries(
    Object.entries(data ?? {}).map(([key, value]) => [prefix + key, value.toString('utf8')]),
  );
}

interface References extends Sources {
  readonly pod: Pod;
  readonly container: Container;
  readonly place: PodPlace;
}

function fromReference(from: NonNullable<EnvVar['valueFrom']>, references: References): string | undefined {
  const { pod, container, place } = references;
  if (from.fieldRef !== undefined) return fieldValue(pod, from.fieldRef.fieldPath, place);
  if (from.resourceFieldRef !== undefined) {
    const { containerName, resource, divisor } = from.resourceFieldRef;
    const other = pod.spec.containers.find((each) => each.name === containerName) ?? container;
    return resourceValue(other, resource, divisor);
  }
  if (from.configMapKeyRef !== undefined) return keyValue('configmaps', from.configMapKeyRef, references);
  if (from.secretKeyRef !== undefined) return keyValue('secrets', from.secretKeyRef, references);
  return '';
}

const nameOf = { configmaps: 'configmap', secrets: 'secret' } as const;
const titleOf = { configmaps: 'ConfigMap', secrets: 'Secret' } as const;
type DataResource = keyof typeof nameOf;

function keyValue(resource: DataResource, reference: KeyRef, sources: Sources): string | undefined {
  const value = dataOf(resource, reference, sources)?.[reference.key];
  if (value !== undefined || reference.optional === true) return value?.toString('utf8');
  throw new ConfigError(
    `couldn't find key ${reference.key} in ${titleOf[resource]} ${sources.namespace}/${reference.name}`,
  );
}

/** The entries of a ConfigMap or Secret; nothing where it is missing and may be. */
export function dataOf(
  resource: DataResource,
  reference: { readonly name: string; readonly optional?: boolean },
  { namespace, store }: Sources,
): Record<string, Buffer> | undefined {
  const object = store.get({ resource, namespace, name: reference.name });
  if (object === undefined) {
    if (reference.optional === true) return undefined;
    throw new ConfigError(`${nameOf[resource]} "${reference.name}" not found`);
  }
  return entries(object, resource === 'secrets' ? 'base64' : 'utf8');
}

function entries(object: KubeObject, encoding: 'base64' | 'utf8'): Record<string, Buffer> {
  const data = Object.entries((object.data ?? {}) as Record<string, string>);
  const binary = Object.entries((object.binaryData ?? {}) as Record<string, string>);
  return Object.fromEntries([
    ...data.map(([key, value]) => [key, Buffer.from(value, encoding)]),
    ...binary.map(([key, value]) => [key, Buffer.from(value, 'base64')]),
  ]);
}
