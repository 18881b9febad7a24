import { timingSafeEqual } from 'node:crypto';
import { Code, ConnectError } from '@connectrpc/connect';

/** Who may call: those with this key; everybody where there is none. */
export function checkKey(headers: Headers, apiKey: string | undefined): void {
  if (apiKey === undefined) return;
  const bearer = /^bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  // In the order in which Pixie's cloud looks (pixie.md §1.3).
  const given = headers.get('pixie-api-key') ?? headers.get('x-direct-vizier-key') ?? bearer;
  if (given === undefined) throw new ConnectError('no API key was given', Code.Unauthenticated);
  if (!same(given, apiKey)) throw new ConnectError('the API key is not valid', Code.Unauthenticated);
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
