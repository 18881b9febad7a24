import { badRequest } from '../../store/status-error.js';
import { throwOptions } from '../request/write-options.js';
import { FieldErrors } from '../validation/field-errors.js';

type VersionMatch = 'Exact' | 'NotOlderThan';

export interface ListOptions {
  /** 0: all. */
  readonly limit: number;
  /** Empty: the first page. */
  readonly continue: string;
  /** The version asked for; `undefined` for "any" and "newest". */
  readonly version: number | undefined;
  readonly match: VersionMatch | undefined;
}

/** Reads the query of a list. BadRequest (400) and Invalid (422) as the API has them. */
export function listOptionsOf(query: URLSearchParams): ListOptions {
  const text = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch') ?? '';
  const token = query.get('continue') ?? '';
  checkMatch(match, text, token);
  if (token !== '' && text !== '' && text !== '0') {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  const version = versionOf(text);
  return {
    limit: numberOf(query, 'limit'),
    continue: token,
    version: version === 0 || token !== '' ? undefined : version,
    match: match === '' ? undefined : (match as VersionMatch),
  };
}

function checkMatch(match: string, version: string, token: string): void {
  if (match === '') return;
  const errors = new FieldErrors();
  const field = 'resourceVersionMatch';
  if (version === '')
    errors.forbidden(field, 'resourceVersionMatch is forbidden unless resourceVersion is provided');
  if (token !== '') errors.forbidden(field, 'resourceVersionMatch is forbidden when continue is provided');
  if (match !== 'Exact' && match !== 'NotOlderThan')
    errors.notSupported(field, match, ['Exact', 'NotOlderThan', '']);
  if (match === 'Exact' && version === '0') {
    errors.forbidden(field, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
  throwOptions(errors, 'ListOptions');
}

/** `undefined` where none is given. BadRequest (400) for what is no version. */
export function versionOf(text: string): number | undefined {
  if (text === '') return undefined;
  if (!/^\d+$/.test(text))
    throw badRequest(
      `Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  return Number(text);
}

/** A number of the query; 0 where none is given. BadRequest (400) for what is none. */
export function numberOf(query: URLSearchParams, name: string): number {
  const text = query.get(name) ?? '';
  if (text === '') return 0;
  if (!/^-?\d+$/.test(text))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax (${name})`);
  return Math.max(0, Number(text));
}
