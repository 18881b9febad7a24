import { badRequest } from '../../../store/status-error.js';
import { FieldErrors } from '../../validation/field-errors.js';

/** PodLogOptions of core/v1. */
export interface LogOptions {
  readonly container: string | undefined;
  readonly previous: boolean;
  readonly follow: boolean;
  readonly timestamps: boolean;
  /** Lines from the end; `undefined`: all. */
  readonly tailLines: number | undefined;
  readonly limitBytes: number | undefined;
  /** Nothing older, in ms since 1970. */
  readonly sinceMs: number | undefined;
}

/** Reads a log request's query. Invalid (422) and BadRequest (400) as the API has them. `now` in ms since 1970. */
export function logOptionsOf(query: URLSearchParams, pod: string, now: number): LogOptions {
  const errors = new FieldErrors();
  const tailLines = integerOf(query, 'tailLines');
  const limitBytes = integerOf(query, 'limitBytes');
  const sinceSeconds = integerOf(query, 'sinceSeconds');
  const sinceTime = query.get('sinceTime') || undefined;
  if (tailLines !== undefined && tailLines < 0)
    errors.invalid('tailLines', tailLines, 'must be greater than or equal to 0');
  if (limitBytes !== undefined && limitBytes < 1)
    errors.invalid('limitBytes', limitBytes, 'must be greater than 0');
  if (sinceSeconds !== undefined && sinceTime !== undefined) {
    errors.forbidden('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified');
  } else if (sinceSeconds !== undefined && sinceSeconds < 1) {
    errors.invalid('sinceSeconds', sinceSeconds, 'must be greater than 0');
  }
  errors.throwIfAny({ kind: 'PodLogOptions', group: '' }, pod);
  return {
    container: query.get('container') || undefined,
    previous: isTrue(query, 'previous'),
    follow: isTrue(query, 'follow'),
    timestamps: isTrue(query, 'timestamps'),
    tailLines,
    limitBytes,
    sinceMs: sinceSeconds === undefined ? timeOf(sinceTime) : now - sinceSeconds * 1000,
  };
}

const isTrue = (query: URLSearchParams, name: string): boolean =>
  /^(true|1|True|TRUE)$/.test(query.get(name) ?? '');

function integerOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  if (!/^-?\d+$/.test(text))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax (${name})`);
  return Number(text);
}

function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms))
    throw badRequest(`parsing time ${JSON.stringify(text)}: it is not RFC 3339 (sinceTime)`);
  return ms;
}
