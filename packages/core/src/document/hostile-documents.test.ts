import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProviderRegistry } from '../providers/provider-registry.js';
import { InvalidSourceError } from './invalid-source-error.js';
import { parseDocument } from './parse-document.js';
import type { ParsedDocument } from './parsed-document.js';
import { validateExperiment } from './validate/validate-experiment.js';

const silent = () => {};
const deps = {
  providers: new ProviderRegistry(),
  controlHosts: [],
  env: {},
  log: { debug: silent, info: silent, warning: silent, error: silent, critical: silent },
};

const experiment = `{"title": "t", "description": "d", "tags": ["a"], "configuration": {"x": {"type": "env", "key": "K"}},
 "secrets": {"g": {"s": "v"}}, "steady-state-hypothesis": {"title": "h", "probes": [{"type": "probe", "name": "p",
 "tolerance": {"type": "regex", "pattern": "^a+$"}, "provider": {"type": "http", "url": "http://x"}}]},
 "method": [{"ref": "p"}], "rollbacks": [{"type": "action", "name": "r", "background": true, "pauses": {"after": 1.5}}]}`;
const yaml = `title: t\ndescription: |\n  d\nmethod:\n- &a\n  type: probe\n  name: "p"\n  <<: {x: 1}\n- *a\n- [1, {b: 2}]\n`;

/** A document with some of its characters removed, doubled, or replaced. */
const mutated = (text: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.nat(text.length),
        fc.nat(4),
        fc.constantFrom(
          '',
          '{',
          '}',
          '[',
          ']',
          '"',
          ':',
          ',',
          '\n',
          ' ',
          '&a',
          '*a',
          '\\',
          '-',
          '!',
          '\u0000',
          '\ud800',
          '\t',
        ),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((edits) => {
      let result = text;
      for (const [at, length, replacement] of edits) {
        result = result.slice(0, at) + replacement + result.slice(at + length);
      }
      return result;
    });

test('mangled documents are refused or checked, nothing else', async () => {
  const input = fc.oneof(
    fc.tuple(fc.constantFrom('json' as const, 'text' as const), mutated(experiment)),
    fc.tuple(fc.constantFrom('yaml' as const, 'text' as const), fc.oneof(mutated(yaml), mutated(experiment))),
    fc.tuple(fc.constantFrom('json' as const, 'yaml' as const), fc.string({ unit: 'binary' })),
  );
  await fc.assert(
    fc.asyncProperty(input, async ([format, text]) => {
      let document: ParsedDocument;
      try {
        document = await parseDocument({ source: 'x', text, format });
      } catch (reason) {
        expect(reason).toBeInstanceOf(InvalidSourceError);
        expect((reason as InvalidSourceError).place).toMatchObject({ line: expect.any(Number) });
        return;
      }
      await validateExperiment(document, deps, new AbortController().signal);
    }),
    { numRuns: 3000 },
  );
});

test('two hundred activities are checked in little time', async () => {
  const activity = `{"type": "action", "name": "a", "provider": {"type": "none", "path": "true"}, "pauses": {"after": 1}}`;
  const text = `{"title": "t", "description": "d", "method": [${Array(200).fill(activity).join(',\n')}]}`;
  const document = await parseDocument({ source: 'x', text, format: 'json' });
  const started = performance.now();
  expect(await validateExperiment(document, deps, new AbortController().signal)).toHaveLength(200);
  // A few milliseconds on an idle machine.
  expect(performance.now() - started).toBeLessThan(500);
});
