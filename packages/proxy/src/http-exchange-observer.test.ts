import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HttpExchange, HttpExchangeObserver } from './http-exchange-observer.js';

const requests =
  'POST /one HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nTrailer: x\r\n\r\n' +
  'GET /two HTTP/1.1\r\nHost: a\r\n\r\n' +
  'PUT /three HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbody';
const responses =
  'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok' +
  'HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n' +
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 500 Oops\r\n\r\nuntil the end';

/** Cuts a text at every position of a list. */
function pieces(text: string, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % text.length))].sort((a, b) => a - b);
  return [0, ...places].map((start, i) => Buffer.from(text.slice(start, places[i] ?? text.length)));
}

test('sees the same exchanges however the bytes are cut', () => {
  const cuts = fc.array(fc.nat(), { maxLength: 40 });
  fc.assert(
    fc.property(cuts, cuts, (requestCuts, responseCuts) => {
      const seen: HttpExchange[] = [];
      const observer = new HttpExchangeObserver(
        () => 0,
        (exchange) => void seen.push(exchange),
      );
      for (const piece of pieces(requests, requestCuts)) observer.fromClient(piece);
      for (const piece of pieces(responses, responseCuts)) observer.fromServer(piece);
      observer.serverEnded();
      expect(seen.map((e) => [e.method, e.path, e.status, e.requestBodyBytes, e.responseBodyBytes])).toEqual([
        ['POST', '/one', 200, 3, 2],
        ['GET', '/two', 304, 0, 0],
        ['PUT', '/three', 500, 4, 13],
      ]);
    }),
  );
});

test.each([
  ['a server that speaks first', '', '220 ready\r\n'],
  ['bytes that are no text', '\x16\x03\x01', ''],
  ['another protocol in capitals', 'PING\r\n\r\n', ''],
  ['an HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', ''],
])('%s is tcp', (_name, client, server) => {
  const observer = new HttpExchangeObserver(
    () => 0,
    () => {},
  );
  if (client !== '') observer.fromClient(Buffer.from(client, 'latin1'));
  if (server !== '') observer.fromServer(Buffer.from(server));
  expect(observer.protocol).toBe('tcp');
});

test('never throws, whatever passes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.uint8Array())), (chunks) => {
      const observer = new HttpExchangeObserver(
        () => 0,
        () => {},
      );
      for (const [fromClient, bytes] of chunks) {
        if (fromClient) observer.fromClient(Buffer.from(bytes));
        else observer.fromServer(Buffer.from(bytes));
      }
    }),
  );
});
