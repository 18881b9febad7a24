import { describe, expect, test } from 'vitest';
import { duplicateKeys } from './duplicate-keys.js';
import { negotiate } from './negotiate.js';
import { parseResourcePath } from './resource-path.js';

describe('parseResourcePath', () => {
  test.each([
    ['/api/v1/pods', { group: '', version: 'v1', plural: 'pods' }],
    ['/api/v1/namespaces/n/pods/p/log', { plural: 'pods', namespace: 'n', name: 'p', subresource: 'log' }],
    ['/api/v1/namespaces/n', { plural: 'namespaces', name: 'n' }],
    ['/api/v1/namespaces/n/status', { plural: 'namespaces', name: 'n', subresource: 'status' }],
    ['/apis/apps/v1/namespaces/n/deployments/d%20e', { group: 'apps', plural: 'deployments', name: 'd e' }],
  ])('%s', (path, wanted) => {
    expect(parseResourcePath(path)).toMatchObject(wanted);
  });

  test.each(['/nope', '/api', '/api/v1', '/apis/apps/v1'])('%s names no resource', (path) => {
    expect(parseResourcePath(path)).toBeUndefined();
  });
});

describe('negotiate', () => {
  test.each([
    [undefined, 'object'],
    ['*/*', 'object'],
    ['application/json;as=Table;v=v1;g=meta.k8s.io,application/json', 'table'],
    ['application/json;as=Table;v=v9;g=meta.k8s.io,application/json', 'object'],
    ['application/vnd.kubernetes.protobuf,application/json', 'object'],
    ['application/json;q=0.1,application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1', 'partial'],
  ])('%s', (accept, shape) => {
    expect(negotiate(accept).shape).toBe(shape);
  });

  test('refuses what it has no form for', () => {
    expect(() => negotiate('text/html')).toThrow('only the following media types are accepted');
  });
});

test('duplicateKeys finds keys that an object has twice', () => {
  const text = '{"a":{"b":1,"b":2},"c":[{"d":"x:\\"y\\"","d":1}],"e":"a","a":3}';
  expect(duplicateKeys(text)).toEqual(['a.b', 'c[0].d', 'a']);
  expect(duplicateKeys('{"a":["a","a"],"b":{"a":"a"}}')).toEqual([]);
});
