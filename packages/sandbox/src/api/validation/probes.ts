import { isJsonObject, type JsonObject, listAt, numberAt } from '../json/json-object.js';
import type { FieldErrors } from './field-errors.js';
import { isPort, portNameProblems, portRange } from './ports.js';

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

/** A probe: how it asks, and its numbers. */
export function checkProbe(probe: JsonObject, field: string, errors: FieldErrors): void {
  checkHandler(probe, field, errors);
  for (const name of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ]) {
    const value = numberAt(probe, name);
    if (value !== undefined && value < 0)
      errors.invalid(`${field}.${name}`, value, 'must be greater than or equal to 0');
  }
  const isReadiness = field.endsWith('.readinessProbe');
  if (!isReadiness && (numberAt(probe, 'successThreshold') ?? 1) !== 1) {
    errors.invalid(`${field}.successThreshold`, probe.successThreshold, 'must be 1');
  }
}

/** Exactly one way to ask or act. */
export function checkHandler(handler: JsonObject, field: string, errors: FieldErrors): void {
  const given = handlers.filter((name) => isJsonObject(handler[name]));
  if (given.length === 0) errors.required(field, 'must specify a handler type');
  for (const extra of given.slice(1)) {
    errors.forbidden(`${field}.${extra}`, 'may not specify more than 1 handler type');
  }
  if (given[0] === 'exec' && listAt(handler, 'exec', 'command').length === 0)
    errors.required(`${field}.exec.command`);
  for (const name of ['httpGet', 'tcpSocket'] as const) {
    const target = handler[name];
    if (!isJsonObject(target)) continue;
    checkTargetPort(target.port, `${field}.${name}.port`, errors);
    const { scheme } = target;
    if (name === 'httpGet' && scheme !== 'HTTP' && scheme !== 'HTTPS') {
      errors.notSupported(`${field}.httpGet.scheme`, scheme, ['HTTP', 'HTTPS']);
    }
  }
}

/** A port by number or by name. */
export function checkTargetPort(port: unknown, field: string, errors: FieldErrors): void {
  if (typeof port === 'string') {
    for (const problem of portNameProblems(port)) errors.invalid(field, port, problem);
  } else if (!isPort(Number(port ?? 0))) errors.invalid(field, port ?? 0, portRange);
}
