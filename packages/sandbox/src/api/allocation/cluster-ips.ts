import type { KubeObject } from '../../store/kube-object.js';
import type { ObjectStore } from '../../store/object-store.js';
import { textAt } from '../json/json-object.js';
import { FieldErrors } from '../validation/field-errors.js';

/** 10.96.0.0/16: the addresses of Services. The lower 256 are left to those that ask for one by itself. */
const prefix = '10.96.';
const lowest = 256;
const highest = 65_534;

const addressOf = (number: number): string => `${prefix}${number >> 8}.${number & 0xff}`;

export function isClusterIp(address: string): boolean {
  const parts = address.split('.');
  if (!address.startsWith(prefix) || parts.length !== 4) return false;
  return parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

/** Addresses in use, without those of the Service `except`. */
function taken(store: ObjectStore, except: string): Set<string> {
  const services = store.list('services').items.filter((one) => one.metadata.uid !== except);
  return new Set(services.map((one) => textAt(one, 'spec', 'clusterIP') ?? '').filter((ip) => ip !== ''));
}

/** A free address. Addresses are given out in turn, so that one just freed is not used again at once. */
export function freeClusterIp(store: ObjectStore, service: KubeObject): string {
  const used = taken(store, service.metadata.uid);
  const span = highest - lowest + 1;
  const start = Number(store.resourceVersion) % span;
  for (let step = 0; step < span; step++) {
    const address = addressOf(lowest + ((start + step) % span));
    if (!used.has(address)) return address;
  }
  throw allocationError(service, 'spec.clusterIPs[0]', '', 'range is full');
}

/** Refuses (422) an address that another Service has. */
export function checkClusterIp(store: ObjectStore, service: KubeObject, address: string): void {
  if (!taken(store, service.metadata.uid).has(address)) return;
  throw allocationError(
    service,
    'spec.clusterIPs',
    [address],
    'failed to allocate IP: provided IP is already allocated',
  );
}

export function allocationError(service: KubeObject, field: string, value: unknown, why: string): Error {
  const errors = new FieldErrors();
  errors.invalid(field, value, why);
  return errors.toError({ kind: 'Service', group: '' }, service.metadata.name);
}
