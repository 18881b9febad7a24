/** Record types of the DNS (RFC 1035, RFC 2782, RFC 3596) that a cluster answers. */
export const recordTypes = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, AAAA: 28, SRV: 33, ANY: 255 } as const;
const optType = 41;

export const responseCodes = { noError: 0, formatError: 1, nameError: 3, notImplemented: 4 } as const;

export interface DnsQuestion {
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly type: number;
}

export interface DnsQuery {
  readonly id: number;
  readonly recursionDesired: boolean;
  readonly question: DnsQuestion;
  /** The question as it came, letter case included. */
  readonly questionBytes: Buffer;
  /** Largest UDP answer that the client takes (RFC 6891); undefined: 512, and it does not know EDNS. */
  readonly udpSize?: number;
}

export type DnsRecord = { readonly name: string; readonly ttl: number } & (
  | { readonly type: 'A'; readonly address: string }
  | { readonly type: 'CNAME' | 'PTR' | 'NS'; readonly target: string }
  | { readonly type: 'SRV'; readonly port: number; readonly target: string }
  | { readonly type: 'SOA'; readonly server: string; readonly mail: string }
);

export interface DnsAnswer {
  readonly code: number;
  readonly answers: readonly DnsRecord[];
  readonly authority?: readonly DnsRecord[];
  readonly additional?: readonly DnsRecord[];
}

const headerBytes = 12;
const classInternet = 1;

/** Undefined for what is no query with one question. Names with compression pointers don't occur in questions. */
export function parseQuery(message: Buffer): DnsQuery | undefined {
  if (message.length < headerBytes) return undefined;
  const flags = message.readUInt16BE(2);
  const isQuery = (flags & 0x8000) === 0 && (flags & 0x7800) === 0;
  if (!isQuery || message.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = headerBytes;
  for (;;) {
    const length = message[at];
    if (length === undefined || length > 63) return undefined;
    at += 1;
    if (length === 0) break;
    labels.push(message.toString('latin1', at, at + length));
    at += length;
  }
  if (at + 4 > message.length) return undefined;
  const query = {
    id: message.readUInt16BE(0),
    recursionDesired: (flags & 0x0100) !== 0,
    question: { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at) },
    questionBytes: message.subarray(headerBytes, at + 4),
  };
  const udpSize = ednsSize(message, at + 4);
  return udpSize === undefined ? query : { ...query, udpSize };
}

/** An OPT record that directly follows the question, as resolvers send it. */
function ednsSize(message: Buffer, at: number): number | undefined {
  if (message.readUInt16BE(10) === 0 || at + 11 > message.length) return undefined;
  if (message[at] !== 0 || message.readUInt16BE(at + 1) !== optType) return undefined;
  return Math.max(512, message.readUInt16BE(at + 3));
}

/** The answer's bytes; over UDP cut (TC set, so that the client asks again over TCP) where it is too long for the client. */
export function encodeAnswer(query: DnsQuery, answer: DnsAnswer, transport: 'udp' | 'tcp'): Buffer {
  const whole = encode(query, answer, false);
  const limit = transport === 'udp' ? (query.udpSize ?? 512) : 65_535;
  return whole.length <= limit ? whole : encode(query, { code: answer.code, answers: [] }, true);
}

function encode(query: DnsQuery, answer: DnsAnswer, truncated: boolean): Buffer {
  const { code, answers, authority = [], additional = [] } = answer;
  const header = Buffer.alloc(headerBytes);
  const recursion = query.recursionDesired ? 0x0180 : 0x0080;
  header.writeUInt16BE(query.id, 0);
  header.writeUInt16BE(0x8400 | recursion | (truncated ? 0x0200 : 0) | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  header.writeUInt16BE(authority.length, 8);
  header.writeUInt16BE(additional.length + (query.udpSize === undefined ? 0 : 1), 10);
  const encoded = (record: DnsRecord) => encodeRecord(record, query.question.name);
  return Buffer.concat([
    header,
    query.questionBytes,
    ...answers.map(encoded),
    ...authority.map(encoded),
    ...additional.map(encoded),
    ...(query.udpSize === undefined ? [] : [optRecord()]),
  ]);
}

function encodeRecord(record: DnsRecord, questionName: string): Buffer {
  // A pointer to the question's name (RFC 1035 §4.1.4) saves space where names are the same.
  const name = record.name === questionName ? Buffer.from([0xc0, headerBytes]) : encodeName(record.name);
  const data = encodeData(record);
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(recordTypes[record.type], 0);
  fixed.writeUInt16BE(classInternet, 2);
  fixed.writeUInt32BE(record.ttl, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([name, fixed, data]);
}

function encodeData(record: DnsRecord): Buffer {
  switch (record.type) {
    case 'A':
      return Buffer.from(record.address.split('.').map(Number));
    case 'CNAME':
    case 'PTR':
    case 'NS':
      return encodeName(record.target);
    case 'SRV': {
      const fixed = Buffer.alloc(6);
      // Priority 0, weight 100, as CoreDNS says for a single target.
      fixed.writeUInt16BE(100, 2);
      fixed.writeUInt16BE(record.port, 4);
      return Buffer.concat([fixed, encodeName(record.target)]);
    }
    case 'SOA': {
      const numbers = Buffer.alloc(20);
      [1, 7200, 1800, 86_400, record.ttl].forEach((value, i) => void numbers.writeUInt32BE(value, i * 4));
      return Buffer.concat([encodeName(record.server), encodeName(record.mail), numbers]);
    }
  }
}

function encodeName(name: string): Buffer {
  const labels = name === '' ? [] : name.split('.');
  const parts = labels.map((label) => {
    const bytes = Buffer.from(label, 'latin1').subarray(0, 63);
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function optRecord(): Buffer {
  const record = Buffer.alloc(11);
  record.writeUInt16BE(optType, 1);
  record.writeUInt16BE(4096, 3);
  return record;
}
