import { expect, test } from 'vitest';
import { canonicalJson, experimentHash } from './experiment-hash.js';
import { parseJsonValue } from './parse-json.js';

test.each<[string, string, string]>([
  ['{}', '{}', 'bf78e4a953b40eee238ca2e9'],
  ['{"a": 1}', '{"a": 1}', 'ec4644dfa7b63e651a5463fb'],
  [
    '{"title": "é", "b": [1.0, true, null, "x"], "a": {"z": 1, "y": 2}}',
    '{"a": {"y": 2, "z": 1}, "b": [1.0, true, null, "x"], "title": "\\u00e9"}',
    '464ca09507474992ed0a1e8c',
  ],
])('%s', async (text, canonical, hash) => {
  const value = parseJsonValue(text);
  expect(canonicalJson(value)).toBe(canonical);
  expect(await experimentHash(value)).toBe(hash);
});

test('other algorithms by their name', async () => {
  expect(await experimentHash({}, 'sha256')).toBe(
    '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  );
  expect(await experimentHash({}, 'sha3_256')).toHaveLength(64);
  await expect(experimentHash({}, 'rot13')).rejects.toThrow("Unsupported hashlib algorithm: 'rot13'");
});
