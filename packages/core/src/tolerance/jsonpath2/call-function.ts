import type { Json } from '../../values/json.js';
import { isJsonObject } from '../../values/json-object.js';
import { integerOf } from '../../values/py-equality.js';
import type { FunctionName } from './json-path.js';

/** What a function of a path answers for `node`; undefined where it does not apply to it. Texts count in code points, as in Python. */
export function callFunction(name: FunctionName, node: Json, args: readonly Json[]): Json | undefined {
  if (name === 'charAt' || name === 'substring') {
    return typeof node === 'string' ? ofText(name, [...node], args.map(integerOf)) : undefined;
  }
  if (args.length > 0) return undefined;
  if (typeof node === 'string') return name === 'length' ? [...node].length : undefined;
  if (Array.isArray(node)) {
    if (name === 'length') return node.length;
    if (name === 'values') return node;
    return node.map((item, index) => (name === 'keys' ? index : [index, item]));
  }
  if (!isJsonObject(node) || name === 'length') return undefined;
  if (name === 'keys') return Object.keys(node);
  return name === 'values' ? Object.values(node) : Object.entries(node);
}

function ofText(
  name: 'charAt' | 'substring',
  letters: readonly string[],
  args: readonly (number | undefined)[],
): string | undefined {
  const [first, second] = args;
  if (first === undefined || args.includes(undefined)) return undefined;
  if (name === 'charAt') return args.length === 1 ? letters.at(first) : undefined;
  return args.length <= 2 ? letters.slice(first, second).join('') : undefined;
}
