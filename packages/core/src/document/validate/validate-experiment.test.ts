// biome-ignore-all lint/suspicious/noTemplateCurlyInString: names in braces are what is tested here
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ControlHost } from '../../controls/control-host.js';
import type { Provider } from '../../providers/provider.js';
import { ProviderRegistry } from '../../providers/provider-registry.js';
import type { Json } from '../../values/json.js';
import { parseJson } from '../../values/parse-json.js';
import { stringifyJson } from '../../values/stringify-json.js';
import type { Issue } from '../issue.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { type ValidateDeps, validateExperiment } from './validate-experiment.js';

const provider = (type: string, needs: string): Provider => ({
  type,
  check: async (activity, place) => {
    const block = activity.provider as { [key: string]: Json };
    if (block[needs] !== undefined) return [];
    const message = `a ${type} activity must have a ${needs}`;
    return [{ severity: 'error', code: 'X', message, place: place.document.locate(place.path) }];
  },
  run: async () => null,
});
const picky: ControlHost = {
  type: 'python',
  check: async (control, place) =>
    control.name === 'picky'
      ? [
          {
            severity: 'error',
            code: 'X',
            message: 'picky about picky',
            place: place.document.locate(place.path),
          },
        ]
      : [],
  load: async () => undefined,
};
const silent = () => {};
const deps: ValidateDeps = {
  providers: new ProviderRegistry([
    provider('process', 'path'),
    provider('http', 'url'),
    provider('python', 'module'),
  ]),
  controlHosts: [picky],
  env: {},
  log: { debug: silent, info: silent, warning: silent, error: silent, critical: silent },
};

const check = (text: string, more: Partial<ValidateDeps> = {}): Promise<Issue[]> =>
  validateExperiment(parseJson(text, 'x.json'), { ...deps, ...more }, new AbortController().signal);
const checkValue = (value: object, more: Partial<ValidateDeps> = {}): Promise<Issue[]> =>
  check(stringifyJson(value as Json, { indent: 2 }), more);
const errors = async (value: object): Promise<string[]> =>
  (await checkValue(value)).filter(({ severity }) => severity === 'error').map(({ message }) => message);

const base = { title: 't', description: 'd', method: [] };
const activity = { type: 'action', name: 'a', provider: { type: 'process', path: 'true' } };
const withActivity = (more: object): object => ({ ...base, method: [{ ...activity, ...more }] });
const withTolerance = (tolerance: unknown, more: object = {}): object => ({
  ...base,
  'steady-state-hypothesis': { title: 'h', probes: [{ ...activity, ...more, type: 'probe', tolerance }] },
});

describe("the reference's first message", () => {
  test.each<[object, string]>([
    [{}, 'an empty experiment is not an experiment'],
    [[], 'an empty experiment is not an experiment'],
    [[1], 'an experiment must be an object'],
    [{ description: 'd', method: [] }, 'experiment requires a title'],
    [{ ...base, title: '', description: '', tags: [''] }, 'experiment requires a title'],
    [{ ...base, description: '' }, 'experiment requires a description'],
    [{ ...base, tags: ['ok', ''] }, 'experiment tags must be a non-empty string'],
    [{ ...base, extensions: [{ name: ' ' }] }, 'All extensions require a non-empty name'],
    [
      { ...base, configuration: { x: { type: 'env', key: 'NO' } } },
      'Configuration makes reference to an environment key that does not exist: NO',
    ],
    [
      { ...base, secrets: { g: { x: { type: 'env', key: 'NO' } } } },
      'Secrets make reference to an environment key that does not exist: NO',
    ],
    [{ ...base, 'steady-state-hypothesis': { probes: [] } }, 'hypothesis requires a title'],
    [
      { title: 't', description: 'd' },
      'an experiment requires a method, which can be empty for only checking steady state hypothesis ',
    ],
    [{ ...base, method: [{}] }, 'empty activity is no activity'],
    [{ ...base, method: [{ ref: '' }] }, 'reference to activity must be non-empty strings'],
    [
      { ...base, method: [{ ref: 'nobody' }] },
      "referenced activity 'nobody' could not be found in the experiment",
    ],
    [withActivity({ type: undefined }), 'an activity must have a type'],
    [withActivity({ type: 'check' }), "'check' is not a supported activity type"],
    [withActivity({ name: '' }), 'an activity must have a name'],
    [withActivity({ provider: {} }), 'an activity requires a provider'],
    [withActivity({ provider: { path: 'x' } }), 'a provider must have a type'],
    [withActivity({ provider: { type: 'lambda' } }), "unknown provider type 'lambda'"],
    [withActivity({ provider: { type: 'process' } }), 'a process activity must have a path'],
    [withActivity({ timeout: '5' }), 'activity timeout must be a number'],
    [
      withActivity({ pauses: { before: 'soon' } }),
      'activity before pause must be a number or a pattern to a variable from the configuration or secrets',
    ],
    [
      withActivity({ pauses: { after: '${x' } }),
      'activity after pause must be a number or a pattern to a variable from the configuration or secrets',
    ],
    [withActivity({ background: 'yes' }), 'activity background must be a boolean'],
    [{ ...base, rollbacks: [{}] }, 'empty activity is no activity'],
    [{ ...base, controls: [{ provider: { type: 'python' } }] }, 'A control must have a `name` property'],
    [{ ...base, controls: [{ name: 'c' }] }, "Control 'c' must have a `provider` property"],
    [
      { ...base, controls: [{ name: 'c', provider: { type: 'python' }, scope: 'post' }] },
      "Control 'c' scope property must be 'before' or 'after' only",
    ],
    [{ ...base, controls: [{ name: 'picky', provider: { type: 'python' } }] }, 'picky about picky'],
    [{ ...base, controls: [{ ref: 'c' }] }, "Control reference 'c' declaration cannot be found"],
    [withTolerance(1.5), 'hypothesis probe tolerance must either be an integer'],
    [withTolerance(null), 'hypothesis probe tolerance must either be an integer'],
    [withTolerance({ type: 'guess' }), "hypothesis probe tolerance type 'guess' is unsupported"],
    [withTolerance({ x: 1 }), "hypothesis probe tolerance type 'None' is unsupported"],
    [withTolerance({ type: 'probe' }), 'an activity must have a name'],
    [withTolerance({ type: 'regex' }), 'hypothesis regex probe tolerance must have a `pattern` key'],
    [
      withTolerance({ type: 'regex', pattern: null }),
      'hypothesis probe tolerance pattern None has an invalid type',
    ],
    [
      withTolerance({ type: 'regex', pattern: '(a' }),
      'hypothesis probe tolerance pattern (a seems invalid: missing )',
    ],
    [withTolerance({ type: 'jsonpath' }), 'hypothesis jsonpath probe tolerance must have a `path` key'],
    [withTolerance({ type: 'jsonpath', path: ' ' }), 'hypothesis probe tolerance JSON path cannot be empty'],
    [
      withTolerance({ type: 'jsonpath', path: "$['a']" }),
      "hypothesis probe tolerance JSON path $['a'] is invalid",
    ],
    [withTolerance({ type: 'range' }), 'hypothesis range probe tolerance must have a `range` key'],
    [withTolerance({ type: 'range', range: 1 }), 'hypothesis range must be a sequence'],
    [withTolerance({ type: 'range', range: [1] }), 'hypothesis range sequence must be made of two values'],
    [withTolerance({ type: 'range', range: ['a', 1] }), 'hypothesis range lower boundary must be a number'],
    [withTolerance({ type: 'range', range: [1, 'a'] }), 'hypothesis range upper boundary must be a number'],
  ])('%j', async (value, message) => {
    expect((await errors(value))[0]).toContain(message);
  });
});

describe('what is legal stays legal', () => {
  test.each<[string, object]>([
    [
      'odd metadata',
      { ...base, title: 3, description: [1], tags: 'word', contributions: { x: 'y' }, version: '1.0.0' },
    ],
    [
      'null for optional blocks',
      {
        ...base,
        configuration: null,
        secrets: null,
        'steady-state-hypothesis': null,
        rollbacks: null,
        controls: null,
        tags: null,
        extensions: null,
        runtime: null,
      },
    ],
    [
      'odd activities',
      withActivity({ timeout: true, pauses: { before: '${x}', after: -1 }, background: true, extra: 1 }),
    ],
    ['a reference beside anything', { ...base, method: [activity, { ref: 'a', type: 'nonsense' }] }],
    [
      'a control of another kind',
      { ...base, controls: [{ name: 'c', provider: { type: 'cloud' }, scope: 'after' }] },
    ],
    [
      'a control by reference',
      {
        ...base,
        controls: [{ name: 'c', provider: { type: 'cloud' } }],
        method: [{ ...activity, controls: [{ ref: 'c' }] }],
      },
    ],
    ['tolerances', withTolerance('${x}')],
    ['an upside down range', withTolerance({ type: 'range', range: [5, true] })],
    ['the standard dialect', withTolerance({ type: 'jsonpath', path: "$['a']", dialect: 'rfc9535' })],
  ])('%s', async (_, value) => {
    expect(await errors(value)).toEqual([]);
  });

  test('a variable makes up for a missing environment', async () => {
    const value = { ...base, configuration: { x: { type: 'env', key: 'NO' } } };
    expect(await checkValue(value, { overrides: { configuration: { x: 1 }, secrets: {} } })).toEqual([]);
  });
});

test('all issues in one pass, each with its place', async () => {
  const text = [
    '{',
    '  "description": "d",',
    '  "tags": ["", 3],',
    '  "methode": [],',
    '  "method": [',
    '    {"type": "probe", "name": "ready", "provider": {"type": "procces", "path": "x"}, "pause": {"after": 1}},',
    '    {"ref": "redy"}',
    '  ]',
    '}',
  ].join('\n');
  const issues = await check(text);
  expect(
    issues.map(({ severity, message, hint, place }) => [
      severity,
      place.line,
      place.column,
      place.path,
      message,
      hint,
    ]),
  ).toEqual([
    ['error', 1, 1, '', 'experiment requires a title', undefined],
    ['error', 3, 12, 'tags[0]', 'experiment tags must be a non-empty string', undefined],
    ['error', 3, 16, 'tags[1]', 'experiment tags must be a non-empty string', undefined],
    ['error', 6, 61, 'method[0].provider.type', "unknown provider type 'procces'", "did you mean 'process'?"],
    ['warning', 6, 95, 'method[0].pause', "'pause' means nothing here", "did you mean 'pauses'?"],
    [
      'error',
      7,
      13,
      'method[1].ref',
      "referenced activity 'redy' could not be found in the experiment",
      "did you mean 'ready'?",
    ],
  ]);
});

describe('warnings', () => {
  const warnings = async (value: object): Promise<string[]> =>
    (await checkValue(value)).map(({ severity, message }) => `${severity}: ${message}`);

  test.each<[object, string]>([
    [
      withActivity({ provider: { type: 'process', path: 'x', arguments: { a: 1 } } }),
      'Process arguments should now be a list',
    ],
    [
      { ...base, secrets: { g: { x: { type: 'vault', key: 'k' } } } },
      'Vault secrets must now specify the `path` property.',
    ],
    [
      withTolerance([200, 299], { provider: { type: 'http', url: 'u' } }),
      'here a list of two allows these two values',
    ],
    [withTolerance({ ...activity, type: 'probe' }), 'a process probe as a tolerance is always met'],
    [withActivity({ secrets: ['g'] }), "'secrets' of an activity is ignored"],
    [{ ...base, rollbacks: [{ ref: 'gone' }] }, "referenced activity 'gone' could not be found"],
    [{ ...base, runtime: { rollbacks: { strategy: 'alway' } } }, "unknown rollbacks strategy 'alway'"],
    [
      {
        ...base,
        configuration: { a: 1 },
        method: [{ ...activity, provider: { type: 'process', path: 'echo', arguments: 'pid $$' } }],
      },
      "'$$' becomes a single '$'",
    ],
  ])('%j', async (value, message) => {
    const [first, ...others] = await warnings(value);
    expect(first).toContain(`warning: ${message}`);
    expect(others).toEqual([]);
  });
});

test('wrong kinds anywhere are issues, never errors thrown', async () => {
  const key = fc.constantFrom(
    ...[
      'title',
      'description',
      'tags',
      'extensions',
      'configuration',
      'secrets',
      'steady-state-hypothesis',
      'method',
      'rollbacks',
      'controls',
      'runtime',
    ],
    ...[
      'probes',
      'type',
      'name',
      'provider',
      'pauses',
      'before',
      'timeout',
      'background',
      'tolerance',
      'ref',
      'pattern',
      'path',
      'range',
      'scope',
      'key',
      'strategy',
      'hypothesis',
      '__proto__',
    ],
  );
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, depthSize: 'large' },
      fc.constantFrom<Json>(
        null,
        true,
        0,
        1.5,
        '',
        'x',
        'probe',
        'env',
        'vault',
        'process',
        'regex',
        'jsonpath',
        'range',
        '$',
        '(',
        [],
        {},
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 6 }) as fc.Arbitrary<Json>,
    ),
  }));
  await fc.assert(
    fc.asyncProperty(value, async (document) => {
      for (const { message, place } of await check(stringifyJson(document))) {
        expect(message).not.toBe('');
        expect(place).toMatchObject({ file: 'x.json', line: expect.any(Number), path: expect.any(String) });
      }
    }),
    { numRuns: 1000 },
  );
});

describe('in little time', () => {
  const hostile: [string, string][] = [
    ['a list of nothing', `{"title": "t", "method": [${'{},'.repeat(300_000)}{}]}`],
    ['tags', `{"tags": [${'"",'.repeat(300_000)}""]}`],
    ['keys', `{${Array.from({ length: 60_000 }, (_, index) => `"titel${index}": 1`).join(',')}}`],
    ['nested blocks', `{"secrets": ${'{"a":'.repeat(490)}{}${'}'.repeat(490)}}`],
    [
      'a long reference',
      `{"method": [{"ref": "${'x'.repeat(900_000)}"}, {"name": "${'y'.repeat(90_000)}"}]}`,
    ],
    ['many controls', `{"controls": [${'{"ref": 1},'.repeat(90_000)}{}]}`],
  ];
  test.each(hostile)('%s', async (_, text) => {
    const document = parseJson(text, 'x.json');
    const started = performance.now();
    const issues = await validateExperiment(document, deps, new AbortController().signal);
    // Far above what it takes, far below a hang: the machine may be busy.
    expect(performance.now() - started).toBeLessThan(2000);
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.length).toBeLessThanOrEqual(1001);
  });
});

test('the same issues at the same paths in YAML', async () => {
  const document = parseYaml(
    'title: t\ndescription: d\nmethod:\n- type: probe\n  name: x\n  provider: []\n',
    'x.yaml',
  );
  const issues = await validateExperiment(document, deps, new AbortController().signal);
  expect(issues).toMatchObject([
    { place: { file: 'x.yaml', line: 6, column: 13, path: 'method[0].provider' } },
  ]);
});
