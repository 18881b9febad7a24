import type { StatusError } from '../../store/status-error.js';
import { FieldErrors } from '../validation/field-errors.js';
import type { ApiRequest } from './api-request.js';

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/** CreateOptions, UpdateOptions and PatchOptions of meta/v1, as a request's query has them. */
export interface WriteOptions {
  readonly dryRun: boolean;
  readonly fieldValidation: FieldValidation;
  readonly fieldManager: string;
  readonly force: boolean;
}

const validations: readonly FieldValidation[] = ['Ignore', 'Warn', 'Strict'];

const optionsGroup = 'meta.k8s.io';

/** Reads and checks the options of a write; Invalid (422) names `kind`, such as `CreateOptions`. */
export function writeOptionsOf(request: Pick<ApiRequest, 'query' | 'userAgent'>, kind: string): WriteOptions {
  const { query } = request;
  const errors = new FieldErrors();
  const dryRuns = query.getAll('dryRun').filter((one) => one !== '');
  checkDryRun(dryRuns, errors);
  const validation = query.get('fieldValidation') || 'Warn';
  const fieldValidation = validations.find((one) => one === validation);
  if (fieldValidation === undefined) errors.notSupported('fieldValidation', validation, validations);
  const manager = query.get('fieldManager') ?? '';
  if (manager.length > 128) errors.invalid('fieldManager', manager, 'may not be longer than 128 characters');
  throwOptions(errors, kind);
  return {
    dryRun: dryRuns.length > 0,
    fieldValidation: fieldValidation ?? 'Warn',
    fieldManager: manager === '' ? managerOf(request.userAgent) : manager,
    force: query.get('force') === 'true',
  };
}

export function checkDryRun(values: readonly string[], errors: FieldErrors): void {
  for (const value of values) if (value !== 'All') errors.notSupported('dryRun', values, ['All']);
}

/** Throws Invalid (422) for options that are wrong. */
export function throwOptions(errors: FieldErrors, kind: string): void {
  if (errors.isEmpty) return;
  const error: StatusError = errors.toError({ kind, group: optionsGroup }, '');
  throw error;
}

/** The manager of a client that names none: the program in its User-Agent. */
const managerOf = (userAgent: string): string => userAgent.split('/')[0]?.slice(0, 128) || 'unknown';
