import { expect, test } from 'vitest';
import { InvalidDocumentError } from '../documents/document-issues.js';
import { defaultPixieSettings } from '../pixie/pixie-settings.js';
import { createImageTable } from './create-image-table.js';
import { emptySandboxFile, parseSandboxFile } from './sandbox-file.js';

const parse = (text: string) => parseSandboxFile(text, '/lab/sandbox.yaml', 'sandbox.yaml');

function issues(text: string): string[] {
  try {
    parse(text);
  } catch (reason) {
    if (!(reason instanceof InvalidDocumentError)) throw reason;
    return reason.issues.map(
      ({ message, place, hint }) =>
        `${place.line}:${place.column} ${place.path ?? ''} ${message}${hint === undefined ? '' : ` (${hint})`}`,
    );
  }
  return [];
}

test('images with absolute paths, and the defaults', () => {
  const file = parse(
    [
      'images:',
      '  lab/front:1: {command: [node, front.mjs], args: [-v, 8000], env: {A: 1, B: yes}, workingDir: front, writable: [data]}',
      '  lab/back: {command: [./back]}',
      'waitFor: [deployment/front, team/pod/x]',
      'speed: 10',
    ].join('\n'),
  );
  expect(file).toEqual({
    images: [
      {
        image: 'lab/front:1',
        command: ['node', 'front.mjs'],
        args: ['-v', '8000'],
        env: { A: '1', B: 'true' },
        workingDir: '/lab/front',
        writable: ['/lab/data'],
      },
      { image: 'lab/back', command: ['./back'], args: [], env: {}, workingDir: '/lab', writable: [] },
    ],
    waitFor: {
      available: [
        { kind: 'deployment', namespace: 'default', name: 'front' },
        { kind: 'pod', namespace: 'team', name: 'x' },
      ],
      traffic: [],
    },
    hostAccess: [],
    hosts: new Map(),
    pixie: defaultPixieSettings,
    speed: 10,
  });
  expect(parse('')).toEqual(emptySandboxFile);
});

test('names from outside, traffic to wait for, sizes of tables', () => {
  const file = parse(
    [
      'hosts: {MyDomain.com: shop/consumer, other: "consumer:8080"}',
      'waitFor: [{table: http_events, service: shop/consumer, windows: 3, windowSeconds: 5}]',
      'pixie: {bodyLimit: 1Ki, tables: {http_events: 128Mi}}',
    ].join('\n'),
  );
  expect(file.hosts).toEqual(
    new Map([
      ['mydomain.com', { namespace: 'shop', service: 'consumer' }],
      ['other', { namespace: 'default', service: 'consumer', port: 8080 }],
    ]),
  );
  // No Deployment is named: all of them are waited for, too.
  expect(file.waitFor).toEqual({
    traffic: [{ table: 'http_events', namespace: 'shop', service: 'consumer', windows: 3, windowSeconds: 5 }],
  });
  expect(file.pixie).toEqual({
    bodyLimit: 1024,
    tables: { ...defaultPixieSettings.tables, http_events: 128 * 1024 * 1024 },
  });
});

test('what is wrong with traffic, names and sizes, all at once', () => {
  expect(
    issues(
      [
        'hosts: {a b: shop/consumer, c: "shop/x/y"}',
        'waitFor:',
        '  - {table: http_event, service: shop/consumer}',
        '  - {table: http_events, service: "a b", windows: 0, window: 3}',
        'pixie: {bodyLimit: much, tables: {http_events: 1k, http: 5Mi}, size: 3}',
        'hostAccess: [{name: db, port: 5432, prt: 1}, {name: a b, port: 70000}]',
      ].join('\n'),
    ).map((issue) => issue.replace(/ \(.*/, '')),
  ).toEqual([
    '1:14 hosts["a b"] hosts: a b is no host name',
    '1:33 hosts.c hosts.c names no service',
    '3:13 waitFor[0].table waitFor: no such table',
    '4:36 waitFor[1].service waitFor: service must name one',
    '4:51 waitFor[1].windows waitFor: windows must be a whole number above 0',
    '4:54 waitFor[1].window unknown key window',
    '5:20 pixie.bodyLimit pixie.bodyLimit must be a size',
    '5:48 pixie.tables.http_events pixie.tables.http_events must be a size of 1Mi or more',
    '5:52 pixie.tables.http unknown key http',
    '5:64 pixie.size unknown key size',
    '6:37 hostAccess[0].prt unknown key prt',
    '6:53 hostAccess[1].name hostAccess[1].name must be a host name',
    '6:64 hostAccess[1].port hostAccess[1].port must be a port',
  ]);
});

test('all issues at once, each with its place', () => {
  expect(
    issues(
      [
        'imags: {}',
        'images:',
        '  a: {comand: [x]}',
        '  b: 3',
        '  c:',
        '    command: node x.mjs',
        '    env: [A]',
        '    writable: [{}]',
        'hosts: {x: y}',
        'waitFor: [front]',
        'speed: 0',
      ].join('\n'),
    ),
  ).toEqual([
    '1:1 imags unknown key imags (did you mean images?)',
    '3:6 images.a.command command is missing (the program and its arguments, e.g. [node, server.mjs])',
    '3:7 images.a.comand unknown key comand (did you mean command?)',
    '4:6 images.b image b must be a mapping (keys: command, args, env, workingDir, writable)',
    '6:14 images.c.command command must be a list ([node, x.mjs])',
    '7:10 images.c.env env must be a mapping (NAME: value)',
    '8:16 images.c.writable[0] writable[0] must be a text',
    '9:12 hosts.x hosts.x names no service (mydomain.com: namespace/service, or namespace/service:port)',
    '10:11 waitFor[0] waitFor can\'t wait for "front" (deployment/NAME or NAMESPACE/deployment/NAME; replicasets and pods too; {table: http_events, service: NAMESPACE/NAME, windows: 3})',
    '11:8 speed speed must be a number above 0 (10 makes the back-offs between restarts ten times shorter)',
  ]);
});

test.each([
  ['[1, 2]', 'the file must be a mapping'],
  ['a: [', 'not valid YAML'],
  ['images: {}\n---\nimages: {}', 'a second document'],
])('%j is refused', (text, message) => {
  expect(() => parse(text)).toThrow(message);
});

test('the table: an exact name wins, the tag may be left out, placeholders are known', () => {
  const entry = (image: string) => ({
    image,
    command: [image],
    args: [],
    env: {},
    workingDir: '/',
    writable: [],
  });
  const table = createImageTable(
    [entry('lab/front'), entry('lab/front:2'), entry('localhost:5000/x')],
    'sandbox.yaml',
  );
  const resolved = (image: string): string => {
    const found = table.resolve(image);
    return found.kind === 'program' ? found.entry.image : found.kind;
  };
  expect(resolved('lab/front')).toBe('lab/front');
  expect(resolved('lab/front:1')).toBe('lab/front');
  expect(resolved('lab/front@sha256:00')).toBe('lab/front');
  expect(resolved('lab/front:2')).toBe('lab/front:2');
  expect(resolved('localhost:5000/x:9')).toBe('localhost:5000/x');
  expect(resolved('registry.k8s.io/pause:3.9')).toBe('placeholder');
  expect(table.resolve('lab/middle:1')).toEqual({
    kind: 'unknown',
    message:
      'image "lab/middle:1" is not in sandbox.yaml, which knows lab/front, lab/front:2, localhost:5000/x',
  });
  expect(createImageTable([], undefined).resolve('x')).toMatchObject({
    message: expect.stringContaining('there is no sandbox.yaml'),
  });
});
