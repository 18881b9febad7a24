import { jsonEquals } from '../../store/json-equals.js';
import { type JsonObject, numberAt, objectAt, textAt } from '../json/json-object.js';
import type { FieldErrors } from './field-errors.js';

const dataLimit = 1024 * 1024;
const dataKey = /^[-._a-zA-Z0-9]+$/;

function checkDataKeys(data: JsonObject, field: string, errors: FieldErrors): void {
  for (const key of Object.keys(data)) {
    if (dataKey.test(key) && key.length <= 253 && !/^\.\.?$/.test(key)) continue;
    errors.invalid(
      `${field}[${key}]`,
      key,
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  }
}

const sizeOf = (data: JsonObject): number =>
  Object.values(data).reduce<number>((sum, value) => sum + String(value).length, 0);

export function validateConfigMap(configMap: JsonObject, errors: FieldErrors): void {
  const data = objectAt(configMap, 'data');
  const binary = objectAt(configMap, 'binaryData');
  checkDataKeys(data, 'data', errors);
  checkDataKeys(binary, 'binaryData', errors);
  for (const key of Object.keys(binary))
    if (key in data) errors.invalid(`data[${key}]`, key, 'duplicate of key present in binaryData');
  if (sizeOf(data) + sizeOf(binary) > dataLimit) errors.tooLong('[]', dataLimit);
}

/** `immutable: true` stays, and what it protects as well. */
export function validateImmutable(object: JsonObject, previous: JsonObject, errors: FieldErrors): void {
  if (previous.immutable !== true) return;
  const fields = ['immutable', 'data', 'binaryData'].filter(
    (field) => !jsonEquals(object[field], previous[field]),
  );
  for (const field of fields) errors.forbidden(field, 'field is immutable when `immutable` is set');
}

/** Keys that a Secret of a type must have. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
};

export function validateSecret(secret: JsonObject, errors: FieldErrors): void {
  const data = objectAt(secret, 'data');
  const type = textAt(secret, 'type') ?? '';
  checkDataKeys(data, 'data', errors);
  if (sizeOf(data) * 0.75 > dataLimit) errors.tooLong('data', dataLimit);
  for (const key of requiredKeys[type] ?? []) if (!(key in data)) errors.required(`data[${key}]`);
  // One of the two is enough.
  if (type === 'kubernetes.io/basic-auth' && !('username' in data) && !('password' in data)) {
    errors.required('data[username]');
    errors.required('data[password]');
  }
  for (const key of ['.dockerconfigjson', '.dockercfg']) {
    if (requiredKeys[type]?.includes(key) && key in data && !isJson(data[key])) {
      errors.invalid(`data[${key}]`, '<secret contents redacted>', 'it is not valid JSON');
    }
  }
}

function isJson(encoded: unknown): boolean {
  try {
    JSON.parse(Buffer.from(String(encoded), 'base64').toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

export function validateSecretUpdate(secret: JsonObject, previous: JsonObject, errors: FieldErrors): void {
  if (secret.type !== previous.type) errors.invalid('type', secret.type, 'field is immutable');
  validateImmutable(secret, previous, errors);
}

/** An event stands in the namespace of what it is about. */
export function validateEvent(event: JsonObject, errors: FieldErrors, field = 'involvedObject'): void {
  const about = textAt(event, field, 'namespace') ?? '';
  const own = textAt(event, 'metadata', 'namespace') ?? '';
  if (about !== own && !(about === '' && own === 'default')) {
    errors.invalid(`${field}.namespace`, about, 'does not match event.namespace');
  }
}

export function validateLease(lease: JsonObject, errors: FieldErrors): void {
  const seconds = numberAt(lease, 'spec', 'leaseDurationSeconds');
  if (seconds !== undefined && seconds <= 0) {
    errors.invalid('spec.leaseDurationSeconds', seconds, 'must be greater than 0');
  }
}

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];

export function validateEndpointSlice(slice: JsonObject, errors: FieldErrors): void {
  const type = textAt(slice, 'addressType') ?? '';
  if (type === '') errors.required('addressType');
  else if (!addressTypes.includes(type)) errors.notSupported('addressType', type, addressTypes);
}
