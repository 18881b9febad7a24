import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DnsRecord, encodeAnswer, parseQuery, recordTypes } from './dns-message.js';

/** A query as resolvers send it, written out by hand. */
function query(name: string, type: number, options: { edns?: number } = {}): Buffer {
  const labels = name
    .split('.')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const header = Buffer.from('abcd010000010000000000', 'hex');
  const additional = Buffer.from([options.edns === undefined ? 0 : 1]);
  const opt = Buffer.alloc(options.edns === undefined ? 0 : 11);
  if (options.edns !== undefined) {
    opt.writeUInt16BE(41, 1);
    opt.writeUInt16BE(options.edns, 3);
  }
  return Buffer.concat([header, additional, ...labels, Buffer.from([0, 0, type, 0, 1]), opt]);
}

const parsed = (message: Buffer) => {
  const result = parseQuery(message);
  if (result === undefined) throw new Error('not understood');
  return result;
};

test('reads a question; names are compared in lower case', () => {
  expect(parsed(query('Middle.Default', recordTypes.AAAA))).toMatchObject({
    id: 0xabcd,
    recursionDesired: true,
    question: { name: 'middle.default', type: 28 },
  });
  expect(parsed(query('a', 1, { edns: 1232 })).udpSize).toBe(1232);
});

test('writes an answer (RFC 1035 §4.1), the question in its own letter case', () => {
  const records: DnsRecord[] = [{ name: 'a.b', ttl: 5, type: 'A', address: '10.96.0.1' }];
  const bytes = encodeAnswer(parsed(query('A.b', 1)), { code: 0, answers: records }, 'udp');
  expect(bytes.toString('hex')).toBe(
    [
      'abcd8580',
      '0001000100000000',
      '0141016200',
      '00010001',
      'c00c',
      '00010001',
      '00000005',
      '0004',
      '0a600001',
    ].join(''),
  );
});

test('an answer too long for UDP is cut, and whole over TCP', () => {
  const records = Array.from(
    { length: 40 },
    (_, i): DnsRecord => ({ name: 'a', ttl: 5, type: 'A', address: `10.244.0.${i}` }),
  );
  const answer = { code: 0, answers: records };
  const isCut = (bytes: Buffer) => (bytes.readUInt16BE(2) & 0x0200) !== 0;
  const short = encodeAnswer(parsed(query('a', 1)), answer, 'udp');
  expect([isCut(short), short.readUInt16BE(6), short.length <= 512]).toEqual([true, 0, true]);
  expect(isCut(encodeAnswer(parsed(query('a', 1, { edns: 1232 })), answer, 'udp'))).toBe(false);
  expect(encodeAnswer(parsed(query('a', 1)), answer, 'tcp').readUInt16BE(6)).toBe(40);
});

test('what is no question is not understood, and never throws', () => {
  expect(parseQuery(Buffer.from('abcd818000010000000000000161000001000 1', 'hex'))).toBeUndefined();
  const message = query('middle.default.svc.cluster.local', 1);
  for (let length = 0; length < message.length; length += 1) {
    expect(parseQuery(message.subarray(0, length))).toBeUndefined();
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => void parseQuery(Buffer.from(bytes))));
});
