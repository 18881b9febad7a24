import { describe, expect, test } from 'vitest';
import { decodeEnvelope } from './decode-envelope.js';

const decode = (base64: string): unknown => decodeEnvelope(Buffer.from(base64, 'base64'));

/** A field of a message: varint or bytes. */
const field = (number: number, value: number | Buffer | string): Buffer => {
  if (typeof value === 'number') return Buffer.from([number << 3, value]);
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
};
const message = (...fields: Buffer[]): Buffer => Buffer.concat(fields);
const envelope = (apiVersion: string, kind: string, raw: Buffer): Buffer =>
  message(Buffer.from('k8s\0'), field(1, message(field(1, apiVersion), field(2, kind))), field(2, raw));

describe('decodeEnvelope', () => {
  test('a ConfigMap as kubectl sends it', () => {
    expect(decode('azhzAAoPCgJ2MRIJQ29uZmlnTWFwEhYKBAoCY20SBgoBYRIBYhIGCgFjEgFkGgAiAA==')).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cm' },
      data: { a: 'b', c: 'd' },
    });
  });

  test('bytes of a Secret become base64', () => {
    expect(decode('azhzAAoMCgJ2MRIGU2VjcmV0Eg0KAwoBcxIGCgFhEgFiGgAiAA==')).toMatchObject({
      data: { a: 'Yg==' },
    });
  });

  test('numbers, names of ports, quantities, inline structs', () => {
    const port = message(field(3, 80), field(4, message(field(1, 1), field(3, 'http'))));
    const service = envelope('v1', 'Service', message(field(1, field(1, 's')), field(2, field(1, port))));
    expect(decodeEnvelope(service)).toMatchObject({ spec: { ports: [{ port: 80, targetPort: 'http' }] } });
    const limits = message(field(1, 'cpu'), field(2, field(1, '100m')));
    const volume = message(field(1, 'v'), field(2, field(2, Buffer.alloc(0))));
    const container = message(field(1, 'c'), field(8, field(1, limits)));
    const pod = envelope('v1', 'Pod', field(2, message(field(1, volume), field(2, container))));
    expect(decodeEnvelope(pod)).toMatchObject({
      spec: {
        volumes: [{ name: 'v', emptyDir: {} }],
        containers: [{ name: 'c', resources: { limits: { cpu: '100m' } } }],
      },
    });
  });

  test.each([
    ['nonsense', 'does not appear to be a protobuf message'],
    [envelope('v1', 'Nothing', Buffer.alloc(0)), 'no kind "Nothing"'],
    [envelope('v1', 'ConfigMap', Buffer.from([0x0a, 0x7f])), 'unexpected end'],
  ])('refuses what is none', (bytes, text) => {
    expect(() => decodeEnvelope(Buffer.from(bytes))).toThrow(text);
  });
});
