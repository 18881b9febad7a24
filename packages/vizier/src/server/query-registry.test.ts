import { Code } from '@connectrpc/connect';
import { expect, test } from 'vitest';
import type { ResponseInit } from './query-messages.js';
import { QueryRegistry } from './query-registry.js';

const { signal } = new AbortController();

/** Messages that are told apart by their query ids; each waits for its turn where `turn` is given. */
async function* messages(
  count: number,
  turn?: (index: number) => Promise<void>,
): AsyncGenerator<ResponseInit> {
  for (let index = 0; index < count; index++) {
    await turn?.(index);
    yield { queryId: String(index) };
  }
}

async function rest(stream: AsyncGenerator<ResponseInit>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { queryId = '' } of stream) ids.push(queryId);
  return ids;
}

test('a client that comes back gets what it has not fetched, without the beginning', async () => {
  const registry = new QueryRegistry(() => 0);
  const first = new AbortController();
  const stream = registry.start('q', messages(5), first.signal);
  expect((await stream.next()).value).toEqual({ queryId: '0' });
  expect((await stream.next()).value).toEqual({ queryId: '1' });
  first.abort();
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(await rest(registry.resume('q', signal))).toEqual(['2', '3', '4']);
});

test('a new client takes over from one that waits, and loses nothing', async () => {
  const registry = new QueryRegistry(() => 0);
  let goOn = (): void => {};
  const turn = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const old = registry.start(
    'q',
    messages(3, async (index) => (index === 1 ? turn : undefined)),
    signal,
  );
  await old.next();
  const waiting = old.next();
  const taken = rest(registry.resume('q', signal));
  goOn();
  await expect(waiting).rejects.toMatchObject({ code: Code.Canceled });
  expect(await taken).toEqual(['1', '2']);
});

test('what was read to its end, or never asked for, or left for three minutes is not known', async () => {
  let nowMs = 0;
  const registry = new QueryRegistry(() => nowMs);
  const unknown = { code: Code.NotFound, rawMessage: expect.stringMatching(/^Query \w+ not registered$/) };
  const resuming = (id: string) => () => registry.resume(id, signal);
  expect(resuming('never')).toThrow(expect.objectContaining(unknown));

  await rest(registry.start('read', messages(2), signal));
  expect(resuming('read')).toThrow(expect.objectContaining(unknown));

  await registry.start('left', messages(2), signal).next();
  nowMs = 179_999;
  expect(await rest(registry.resume('left', signal))).toEqual(['1']);
  await registry.start('late', messages(2), signal).next();
  nowMs += 180_001;
  expect(resuming('late')).toThrow(expect.objectContaining(unknown));
});

test('a query that fails is forgotten', async () => {
  const registry = new QueryRegistry(() => 0);
  const failing = messages(1, async () => {
    throw new Error('no rows');
  });
  await expect(registry.start('q', failing, signal).next()).rejects.toThrow('no rows');
  expect(() => registry.resume('q', signal)).toThrow(expect.objectContaining({ code: Code.NotFound }));
});

test('of many queries that were left, the last ones are kept', async () => {
  const registry = new QueryRegistry(() => 0);
  for (let index = 0; index < 40; index++) await registry.start(`q${index}`, messages(2), signal).next();
  expect(() => registry.resume('q0', signal)).toThrow(expect.objectContaining({ code: Code.NotFound }));
  expect(await rest(registry.resume('q39', signal))).toEqual(['1']);
});
