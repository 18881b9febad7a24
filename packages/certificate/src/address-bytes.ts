import { isIPv6 } from 'node:net';

/** An address as a certificate has it (RFC 5280 §4.2.1.6): 4 bytes of IPv4, 16 of IPv6. */
export function addressBytes(address: string): Buffer {
  return Buffer.from(isIPv6(address) ? groupsOf(address).flatMap(bytesOf) : address.split('.').map(Number));
}

function groupsOf(address: string): number[] {
  // A URL's host is written in one way: lower case, without dotted parts, `::` for zeros.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const before = numbers(head);
  if (tail === undefined) return before;
  const after = numbers(tail);
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

const numbers = (text: string): number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));

const bytesOf = (group: number): number[] => [group >> 8, group & 0xff];
