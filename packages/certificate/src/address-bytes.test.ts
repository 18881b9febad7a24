import { expect, test } from 'vitest';
import { addressBytes } from './address-bytes.js';

test.each([
  ['127.0.0.1', '7f000001'],
  ['::1', '00000000000000000000000000000001'],
  ['::', '00000000000000000000000000000000'],
  ['2001:DB8::a:0:1', '20010db8000000000000000a00000001'],
  ['::ffff:10.1.2.3', '00000000000000000000ffff0a010203'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
])('%s', (address, hex) => {
  expect(addressBytes(address).toString('hex')).toBe(hex);
});
