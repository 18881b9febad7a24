import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellQuote } from './shell-quote.js';

test('a shell reads back what was quoted', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
  fc.assert(
    fc.property(text, (value) => {
      const said = execFileSync('sh', ['-c', `printf %s ${shellQuote(value)}`], { encoding: 'utf8' });
      expect(said).toBe(value);
    }),
    { numRuns: 30 },
  );
});

test('plain paths stay as they are', () => {
  expect(shellQuote('/tmp/a-b/kube.config')).toBe('/tmp/a-b/kube.config');
});
