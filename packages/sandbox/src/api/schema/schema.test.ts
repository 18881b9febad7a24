import { describe, expect, test } from 'vitest';
import { conform } from './conform.js';
import { canonicalQuantity, compareQuantities } from './quantity.js';

describe('canonicalQuantity', () => {
  test.each([
    ['0.1', '100m'],
    ['1000m', '1'],
    ['0.5Gi', '512Mi'],
    ['1024Mi', '1Gi'],
    ['1500Mi', '1500Mi'],
    ['1e3', '1e3'],
    ['1000', '1k'],
    ['-2', '-2'],
    ['0', '0'],
    ['12x', undefined],
    ['', undefined],
  ])('%s is %s', (text, wanted) => {
    expect(canonicalQuantity(text)).toBe(wanted);
  });

  test('compares over suffixes', () => {
    expect(compareQuantities('1Gi', '1G')).toBe(1);
    expect(compareQuantities('100m', '0.1')).toBe(0);
  });
});

describe('conform', () => {
  test('names unknown fields by their path and leaves them out', () => {
    const pod = { kind: 'Pod', spec: { containers: [{ name: 'c', imag: 'x' }], nodeNam: 'n' }, more: 1 };
    const { object, unknownFields } = conform(pod, 'Pod', 'Pod');
    expect(unknownFields).toEqual(['spec.containers[0].imag', 'spec.nodeNam', 'more']);
    expect(object).toEqual({ kind: 'Pod', spec: { containers: [{ name: 'c' }] } });
  });

  test('drops nulls, empty lists and maps, but no empty structs', () => {
    const spec = { containers: [], nodeSelector: {}, hostname: null, volumes: [{ name: 'v', emptyDir: {} }] };
    expect(conform({ spec }, 'Pod', 'Pod').object).toEqual({
      spec: { volumes: [{ name: 'v', emptyDir: {} }] },
    });
  });

  test.each([
    [{ spec: { replicas: '2' } }, 'cannot unmarshal string into Go struct field Deployment.spec.replicas'],
    [{ spec: { replicas: 1.5 } }, 'cannot unmarshal number'],
    [{ metadata: { labels: { a: 1 } } }, 'Deployment.metadata.labels.a of type string'],
    [{ spec: [] }, 'cannot unmarshal array'],
    [{ metadata: { creationTimestamp: 'yesterday' } }, 'parsing time'],
  ])('refuses %j', (value, message) => {
    expect(() => conform(value, 'Deployment', 'Deployment')).toThrow(message);
  });

  test('brings quantities into their shortest form', () => {
    const value = { spec: { containers: [{ resources: { requests: { cpu: 0.5, memory: '1024Mi' } } }] } };
    const { object } = conform(value, 'Pod', 'Pod');
    expect(object).toEqual({
      spec: { containers: [{ resources: { requests: { cpu: '500m', memory: '1Gi' } } }] },
    });
  });
});
