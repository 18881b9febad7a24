import { timingSafeEqual } from 'node:crypto';
import type { User } from '../request/api-request.js';
import type { ServiceAccountTokens } from './service-account-tokens.js';

const administrator: User = {
  username: 'chaoskit-admin',
  groups: ['system:masters', 'system:authenticated'],
};

/** Who a bearer token stands for; `undefined`: nobody (RFC 6750). */
export function authenticate(
  header: string | undefined,
  token: string,
  tokens: ServiceAccountTokens,
): User | undefined {
  const given = /^Bearer\s+(.+)$/i.exec(header ?? '')?.[1];
  if (given === undefined) return undefined;
  return sameText(given, token) ? administrator : tokens.verify(given);
}

/** Takes the same time wherever the texts differ. */
function sameText(one: string, other: string): boolean {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}
