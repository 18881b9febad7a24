import { expect, test } from 'vitest';
import { runOpenLoop } from './open-loop.js';

const never = new AbortController().signal;

test('sends at the fixed times although no answer comes', async () => {
  const sent: number[] = [];
  let answer: () => void = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const start = performance.now();
  await runOpenLoop({
    dueMs: (index) => (index < 10 ? index * 5 : undefined),
    maxInFlight: Number.POSITIVE_INFINITY,
    untilMs: Number.POSITIVE_INFINITY,
    nowMs: () => performance.now(),
    signal: never,
    send(_index, dueMs) {
      sent.push(performance.now() - start - dueMs);
      if (sent.length === 10) answer();
      return answered;
    },
  });
  expect(sent).toHaveLength(10);
  expect(Math.min(...sent)).toBeGreaterThanOrEqual(0);
});

test('a hit without a free place waits, and is left out after the end', async () => {
  let nowMs = 0;
  let sent = 0;
  await runOpenLoop({
    dueMs: (index) => (index < 5 ? 0 : undefined),
    maxInFlight: 1,
    untilMs: 25,
    nowMs: () => nowMs,
    signal: never,
    async send() {
      sent += 1;
      nowMs += 10;
    },
  });
  expect(sent).toBe(3);
});

test('an abort stops the sending and waits for the answers', async () => {
  const stop = new AbortController();
  let answered = 0;
  await runOpenLoop({
    dueMs: (index) => (index < 2 ? 0 : 60_000),
    maxInFlight: 10,
    untilMs: Number.POSITIVE_INFINITY,
    nowMs: () => performance.now(),
    signal: stop.signal,
    async send(index) {
      await new Promise((resolve) => setImmediate(resolve));
      answered += 1;
      if (index === 1) stop.abort();
    },
  });
  expect(answered).toBe(2);
});
