import { createHash, getHashes } from 'node:crypto';
import { ChaosError } from '@chaoskit/errors';
import type { Json } from './json.js';
import { stringifyJson } from './stringify-json.js';

/** Twelve bytes as a parameter of the hash itself, which is not a longer one cut short (core.md §23). */
const DIGEST_BYTES = 12;

/** The canonical text of an experiment (core.md §23): sorted keys, ASCII alone, Python's numbers. */
export function canonicalJson(value: Json): string {
  return stringifyJson(value, { sortKeys: true, ascii: true });
}

/**
 * The identity of an experiment (core.md §23): BLAKE2b of its canonical text, 24 hexadecimal digits; or any hash of `node:crypto` by its name.
 * Throws {@link ChaosError} `Unsupported hashlib algorithm: 'X'`.
 */
export async function experimentHash(experiment: Json, algorithm?: string): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(experiment));
  if (algorithm === undefined) {
    // Node's own takes no parameter; loaded on use, as hardly any command needs it.
    const { blake2b } = await import('@noble/hashes/blake2.js');
    return Buffer.from(blake2b(bytes, { dkLen: DIGEST_BYTES })).toString('hex');
  }
  const name = { blake2b: 'blake2b512', blake2s: 'blake2s256' }[algorithm] ?? algorithm.replace('_', '-');
  if (!getHashes().includes(name)) {
    throw new ChaosError('CHAOS_E_HASH_UNSUPPORTED', `Unsupported hashlib algorithm: '${algorithm}'`);
  }
  return createHash(name).update(bytes).digest('hex');
}
