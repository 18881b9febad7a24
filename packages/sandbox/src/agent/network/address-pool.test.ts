import { expect, test } from 'vitest';
import { AddressPool } from './address-pool.js';

test('hands out each address once, a freed one last, and says when none is left', () => {
  const pool = new AddressPool();
  const first = pool.take() ?? '';
  expect(first).toBe('10.244.0.2');
  pool.free(first);
  const others = Array.from({ length: 65_532 }, () => pool.take());
  expect(new Set(others).size).toBe(65_532);
  expect(others.at(-1)).toBe('10.244.255.254');
  expect(others).not.toContain(first);
  expect(pool.take()).toBe(first);
  expect(pool.take()).toBeUndefined();
});
