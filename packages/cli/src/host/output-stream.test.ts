import { expect, test } from 'vitest';
import { plainStream } from './output-stream.js';

const failing = (code: string): Error => Object.assign(new Error(code), { code });

test('a pipe that is full is asked again, until it has taken everything', () => {
  let taken = '';
  let calls = 0;
  const { write } = plainStream(1, (_fd, bytes, at) => {
    calls += 1;
    if (calls % 2 === 1) throw failing('EAGAIN');
    const some = bytes.subarray(at, at + 3);
    taken += Buffer.from(some).toString('latin1');
    return some.length;
  });
  write('one é two');
  write('!');
  expect(Buffer.from(taken, 'latin1').toString('utf8')).toBe('one é two!');
});

test('nothing more is written once the reader has gone', () => {
  let calls = 0;
  const { write } = plainStream(1, () => {
    calls += 1;
    throw failing('EPIPE');
  });
  write('one');
  write('two');
  expect(calls).toBe(1);
});
