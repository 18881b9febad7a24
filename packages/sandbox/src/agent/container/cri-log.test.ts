import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CriLog } from './cri-log.js';

test('however the output is cut, putting the parts together gives the output', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chaoskit-cri-'));
  let count = 0;
  const line = fc.oneof(
    fc.string(),
    fc.nat(40_000).map((length) => 'y'.repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat()), (lines, cuts) => {
      count += 1;
      const file = join(folder, String(count));
      const output = Buffer.from(lines.join('\n'));
      const places = [...new Set(cuts.map((cut) => cut % (output.length + 1)))].sort((a, b) => a - b);
      const log = new CriLog(file, () => 'T');
      [0, ...places].forEach((start, i) => {
        log.write('stdout', output.subarray(start, places[i] ?? output.length));
      });
      log.close();
      const entries = readFileSync(file, 'utf8').split('\n').slice(0, -1);
      const text = entries.map((entry) => entry.slice('T stdout F '.length) + (entry[9] === 'F' ? '\n' : ''));
      expect(text.join('')).toBe(output.toString());
      for (const entry of entries) expect(Buffer.byteLength(entry)).toBeLessThan(16_500);
    }),
    { numRuns: 50 },
  );
  rmSync(folder, { recursive: true });
});
