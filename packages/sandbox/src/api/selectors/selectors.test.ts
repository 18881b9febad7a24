import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../store/kube-object.js';
import { ownLabels, parseFieldSelector } from './field-labels.js';
import { parseLabelSelector } from './label-selector.js';

describe('parseLabelSelector', () => {
  const labels = { app: 'x', tier: 'front', 'example.com/n': '3' };
  test.each([
    ['app=x', true],
    ['app==x,tier!=back', true],
    ['app in (y, x)', true],
    ['app notin (x)', false],
    ['tier,!none', true],
    ['!tier', false],
    ['example.com/n>2', true],
    ['example.com/n<2', false],
    ['app=', false],
    ['other notin (x)', true],
  ])('%s', (text, wanted) => {
    expect(parseLabelSelector(text)?.(labels)).toBe(wanted);
  });

  test('an empty one selects all', () => {
    expect(parseLabelSelector('')).toBeUndefined();
    expect(parseLabelSelector(null)).toBeUndefined();
  });

  test.each(['=x', 'app in x', 'app in (x', 'a b', 'app=x,', '!', 'bad key!'])('refuses %s', (text) => {
    expect(() => parseLabelSelector(text)).toThrow('unable to parse requirement');
  });
});

describe('parseFieldSelector', () => {
  const labels = ownLabels(['status.phase']);
  const pod = {
    metadata: { name: 'a', namespace: 'n' },
    status: { phase: 'Running' },
  } as unknown as KubeObject;
  test.each([
    ['metadata.name=a', true],
    ['metadata.name==a,status.phase!=Pending', true],
    ['status.phase=', false],
    ['metadata.name=a\\,b', false],
  ])('%s', (text, wanted) => {
    expect(parseFieldSelector(text, labels)?.(pod)).toBe(wanted);
  });

  test('refuses fields that a kind can not be selected by, and what is no selector', () => {
    expect(() => parseFieldSelector('spec.x=1', labels)).toThrow('field label not supported: spec.x');
    expect(() => parseFieldSelector('metadata.name', labels)).toThrow('invalid selector');
  });
});
