import { badRequest } from '../../store/status-error.js';

export interface ContinuePoint {
  /** The version that all pages of a list show. */
  readonly version: number;
  /** `namespace/name` of the last object shown. */
  readonly after: string;
}

const format = 'meta.k8s.io/v1';

export const continueToken = ({ version, after }: ContinuePoint): string =>
  Buffer.from(JSON.stringify({ v: format, rv: version, start: after })).toString('base64url');

/** BadRequest (400) where the token is none of ours. */
export function readContinueToken(token: string): ContinuePoint {
  try {
    const { v, rv, start } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Record<
      string,
      unknown
    >;
    if (v === format && typeof rv === 'number' && typeof start === 'string')
      return { version: rv, after: start };
  } catch {
    // Refused below, like a token that can be read and is none.
  }
  throw badRequest('continue key is not valid: the token can not be read');
}
