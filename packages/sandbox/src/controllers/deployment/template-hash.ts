import type { PodTemplate } from '../../kinds/pod.js';
import { printTemplate } from './template-print.js';

/** Letters and digits that make no words (apimachinery, `rand.SafeEncodeString`). */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * Names a template, as the real controller does: equal templates, equal hash. `collisionCount` tells apart those that
 * collide.
 */
export function templateHash(template: PodTemplate, collisionCount: number | undefined): string {
  const bytes = [Buffer.from(printTemplate(template))];
  if (collisionCount !== undefined) {
    const count = Buffer.alloc(8);
    count.writeUInt32LE(collisionCount);
    bytes.push(count);
  }
  const digits = String(fnv1a(Buffer.concat(bytes)));
  return [...digits].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('');
}

/** FNV-1a, 32 bits. */
function fnv1a(bytes: Buffer): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
