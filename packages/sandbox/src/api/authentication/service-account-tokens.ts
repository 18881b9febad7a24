import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../clock/clock.js';
import type { ObjectStore } from '../../store/object-store.js';
import { isJsonObject, numberAt, textAt } from '../json/json-object.js';
import type { User } from '../request/api-request.js';

export interface ServiceAccountRef {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

const issuer = 'https://kubernetes.default.svc.cluster.local';

/** Tokens of ServiceAccounts: JSON Web Tokens (RFC 7519) signed with a key that lives as long as the server. */
export class ServiceAccountTokens {
  readonly #key = randomBytes(32);
  readonly #clock: Pick<Clock, 'now'>;
  readonly #store: ObjectStore;

  constructor(clock: Pick<Clock, 'now'>, store: ObjectStore) {
    this.#clock = clock;
    this.#store = store;
  }

  /** A token that is good for `seconds`. */
  issue(account: ServiceAccountRef, seconds: number): { token: string; expiresAtMs: number } {
    const now = Math.floor(this.#clock.now() / 1000);
    const claims = {
      iss: issuer,
      aud: [issuer],
      sub: `system:serviceaccount:${account.namespace}:${account.name}`,
      iat: now,
      nbf: now,
      exp: now + seconds,
      'kubernetes.io': {
        namespace: account.namespace,
        serviceaccount: { name: account.name, uid: account.uid },
      },
    };
    const head = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
    return {
      token: `${head}.${this.#signature(head).toString('base64url')}`,
      expiresAtMs: (now + seconds) * 1000,
    };
  }

  /** Whom a token stands for; `undefined` where it is none of ours, is over, or its account is gone. */
  verify(token: string): User | undefined {
    const [header = '', body = '', signature = ''] = token.split('.');
    const wanted = this.#signature(`${header}.${body}`);
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    if (!isJsonObject(claims) || (numberAt(claims, 'exp') ?? 0) * 1000 <= this.#clock.now()) return undefined;
    const namespace = textAt(claims, 'kubernetes.io', 'namespace') ?? '';
    const name = textAt(claims, 'kubernetes.io', 'serviceaccount', 'name') ?? '';
    const uid = textAt(claims, 'kubernetes.io', 'serviceaccount', 'uid') ?? '';
    const account = this.#store.get({ resource: 'serviceaccounts', namespace, name });
    if (account?.metadata.uid !== uid) return undefined;
    const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
    return { username: `system:serviceaccount:${namespace}:${name}`, uid, groups };
  }

  #signature(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
