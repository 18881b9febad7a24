import { type JsonObject, numberAt, textAt } from '../json/json-object.js';
import type { FieldErrors } from './field-errors.js';

export const protocols = ['SCTP', 'TCP', 'UDP'];

export const portRange = 'must be between 1 and 65535, inclusive';

export const isPort = (value: number): boolean => value >= 1 && value <= 65_535;

const portName = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What is wrong with the name of a port (IANA service name, RFC 6335 §5.1). */
export function portNameProblems(name: string): string[] {
  if (name.length > 15) return ['must be no more than 15 characters'];
  if (!portName.test(name)) {
    return [
      'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-), no hyphen at an end and no two in a row',
    ];
  }
  return /[a-z]/.test(name) ? [] : ['must contain at least one letter (a-z)'];
}

/** The ports of a container. */
export function checkPorts(ports: readonly JsonObject[], field: string, errors: FieldErrors): void {
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = `${field}[${index}]`;
    const name = textAt(port, 'name') ?? '';
    if (name !== '') {
      for (const problem of portNameProblems(name)) errors.invalid(`${at}.name`, name, problem);
      if (names.has(name)) errors.duplicate(`${at}.name`, name);
      names.add(name);
    }
    const number = numberAt(port, 'containerPort') ?? 0;
    if (number === 0) errors.required(`${at}.containerPort`);
    else if (!isPort(number)) errors.invalid(`${at}.containerPort`, number, portRange);
    const hostPort = numberAt(port, 'hostPort') ?? 0;
    if (hostPort !== 0 && !isPort(hostPort)) errors.invalid(`${at}.hostPort`, hostPort, portRange);
    const protocol = textAt(port, 'protocol') ?? '';
    if (!protocols.includes(protocol)) errors.notSupported(`${at}.protocol`, protocol, protocols);
  }
}
