import type { DnsAnswer, DnsQuery, DnsRecord } from '../../net/dns-message.js';
import { recordTypes } from '../../net/dns-message.js';
import type { ObservedQuery } from './observations.js';

const typeNames = new Map<number, string>(
  Object.entries(recordTypes).map(([name, number]) => [number, name]),
);

/** The texts of a row of `dns_events`: names of the header's fields as in RFC 1035 §4.1.1. */
export function queryTexts(
  query: DnsQuery,
  answer: DnsAnswer,
): Pick<ObservedQuery, 'requestHeader' | 'requestBody' | 'responseHeader' | 'responseBody'> {
  const { question } = query;
  const authority = answer.authority?.length ?? 0;
  const additional = answer.additional?.length ?? 0;
  return {
    requestHeader: headerText(query, 0, { qr: 0, answers: 0, authority: 0, additional: 0 }),
    requestBody: JSON.stringify({
      queries: [{ name: question.name, type: typeNames.get(question.type) ?? String(question.type) }],
    }),
    responseHeader: headerText(query, answer.code, {
      qr: 1,
      answers: answer.answers.length,
      authority,
      additional,
    }),
    responseBody: JSON.stringify({ answers: answer.answers.map(answerEntry) }),
  };
}

function headerText(
  query: DnsQuery,
  rcode: number,
  of: { qr: 0 | 1; answers: number; authority: number; additional: number },
): string {
  return JSON.stringify({
    txid: query.id,
    qr: of.qr,
    opcode: 0,
    aa: of.qr,
    tc: 0,
    rd: query.recursionDesired ? 1 : 0,
    ra: of.qr,
    ad: 0,
    cd: 0,
    rcode,
    num_queries: 1,
    num_answers: of.answers,
    num_auth: of.authority,
    num_addl: of.additional,
  });
}

function answerEntry(record: DnsRecord): object {
  const { name, type } = record;
  switch (record.type) {
    case 'A':
      return { name, type, addr: record.address };
    case 'CNAME':
      return { name, type, cname: record.target };
    default:
      return { name, type };
  }
}
