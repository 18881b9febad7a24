import { describe, expect, test } from 'vitest';
import { loadVarFile } from './load-var-file.js';
import { parseVar } from './parse-var.js';

describe('--var', () => {
  test.each<[string, string, unknown]>([
    ['a=x=y', 'a', 'x=y'],
    ['b:int=7', 'b', 7],
    ['c:float=2.5', 'c', 2.5],
    ['d:bool=no', 'd', false],
    ['e:json=[1]', 'e', [1]],
    ['x:y:str=1', 'x:y', '1'],
    ['f=', 'f', ''],
  ])('%s', (text, name, value) => {
    expect(parseVar(text)).toEqual({ name, value });
  });

  test.each<[string, string]>([
    ['a:int=x', 'var cannot convert value to required type'],
    ['a', "'a' is not a variable"],
    ['=1', "'=1' is not a variable"],
    ['a:shape=1', 'variable type can only be: bool, str, int, float, bytes or json'],
  ])('%s is refused', (text, message) => {
    expect(() => parseVar(text)).toThrow(message);
  });
});

describe('--var-file', () => {
  const load = (path: string, text: string) => loadVarFile(path, async () => Buffer.from(text));

  test('JSON, YAML, properties and lines of variables', async () => {
    const none = { configuration: {}, secrets: {}, env: {} };
    expect(await load('a.json', '{"configuration": {"a": 1}}')).toEqual({ ...none, configuration: { a: 1 } });
    expect(await load('a.yaml', 'secrets: {g: {k: v}}')).toEqual({ ...none, secrets: { g: { k: 'v' } } });
    expect(await load('a.json', '{}')).toEqual(none);
    expect(await load('a.env', '# c\n\nA=1\nexport B="two words" \nC = spaced\nD=a=b')).toEqual({
      ...none,
      env: { A: '1', B: 'two words', 'C ': ' spaced', D: 'a=b' },
    });
    expect(await load('a.properties', '! c\na.b = x\\\n  y\nc:d\nk\\ 1 v\\u0041')).toEqual({
      ...none,
      configuration: { 'a.b': 'xy', c: 'd', 'k 1': 'vA' },
    });
  });

  test('what can not be read says where', async () => {
    await expect(load('a.json', '{')).rejects.toThrow("Failed to parse variable file 'a.json'");
    await expect(load('a.yaml', '- 1')).rejects.toThrow("'configuration' must be an object");
    await expect(load('a.env', 'A=1\nnothing')).rejects.toMatchObject({ place: { line: 2 } });
  });
});
