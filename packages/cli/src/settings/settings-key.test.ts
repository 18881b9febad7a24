import { describe, expect, test } from 'vitest';
import { findSlot, makeSlot, readSlot, splitKey } from './settings-key.js';

describe('dotted keys of settings', () => {
  test('are split at dots that no backslash protects', () => {
    expect(splitKey('auths.example\\.com:8443.type')).toEqual(['auths', 'example.com:8443', 'type']);
    expect(splitKey('a.list[1].name')).toEqual(['a', 'list', 1, 'name']);
  });

  test('lead to a value, or to nothing', () => {
    const settings = { a: { list: [{ name: 'x' }, { name: 'y' }] } };
    const slot = findSlot(settings, 'a.list[1].name');
    expect(slot && readSlot(slot)).toBe('y');
    expect(findSlot(settings, 'a.list[2].name')).toBeUndefined();
    expect(findSlot(settings, 'a.none')).toBeUndefined();
    expect(findSlot(null, 'a')).toBeUndefined();
  });

  test('can be made, but not through something that is no object', () => {
    const settings = { a: 1 };
    expect(makeSlot(settings, 'runtime.rollbacks.strategy')).toEqual({ parent: {}, key: 'strategy' });
    expect(settings).toEqual({ a: 1, runtime: { rollbacks: {} } });
    expect(makeSlot(settings, 'a.b')).toBeUndefined();
  });
});
