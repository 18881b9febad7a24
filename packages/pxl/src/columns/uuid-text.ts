import type { Uint128 } from './types.js';

const pattern = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;

/** `8-4-4-4-12` hexadecimal digits, high word first; undefined for any other text. */
export function parseUuid(text: string): Uint128 | undefined {
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const digits = found.slice(1).join('');
  return { high: BigInt(`0x${digits.slice(0, 16)}`), low: BigInt(`0x${digits.slice(16)}`) };
}

/** A UINT128 as UUID text. */
export function formatUuid({ high, low }: Uint128): string {
  const digits = high.toString(16).padStart(16, '0') + low.toString(16).padStart(16, '0');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}
