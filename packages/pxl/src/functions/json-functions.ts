import type { Value } from '../columns/types.js';
import { byValue } from './define-function.js';
import type { ScalarOverload } from './function-table.js';
import {
  isDouble,
  type JsonNode,
  jsonString,
  parseJsonText,
  stringList,
  writeJsonText,
} from './json-text.js';
import { always } from './semantic-rules.js';

function member(json: Value | undefined, key: Value | undefined): JsonNode | undefined {
  const node = parseJsonText(json as string);
  // The first member of that name counts, as in upstream's parser.
  return node?.kind === 'object' ? node.members.find(([name]) => name === key)?.[1] : undefined;
}

/** Strings without quotes, everything else as compact JSON; nothing for null and what is not there. */
function asText(node: JsonNode | undefined): string {
  if (node === undefined || node.kind === 'null') return '';
  return node.kind === 'string' ? node.value : writeJsonText(node);
}

function pluckInt64([json, key]: readonly Value[]): bigint {
  const node = member(json, key);
  if (node?.kind !== 'number' || isDouble(node.text)) return 0n;
  const value = BigInt(node.text);
  return value === BigInt.asIntN(64, value) ? value : 0n;
}

function pluckFloat64([json, key]: readonly Value[]): number {
  const node = member(json, key);
  return node?.kind === 'number' && isDouble(node.text) ? Number(node.text) : 0;
}

function pluckArray([json, index]: readonly Value[]): string {
  const node = parseJsonText(json as string);
  return node?.kind === 'array' && (index as bigint) >= 0n ? asText(node.items[Number(index)]) : '';
}

function scriptReference([label, script, ...args]: readonly Value[]): string {
  const entries: string[] = [];
  for (let at = 0; at + 1 < args.length; at += 2)
    entries.push(`${jsonString(args[at] as string)}:${jsonString(args[at + 1] as string)}`);
  return `{"label":${jsonString(label as string)},"script":${jsonString(script as string)},"args":{${entries.join(',')}}}`;
}

/** JSON in strings (pixie.md §4.8, §4.11). */
export const jsonFunctions: readonly ScalarOverload[] = [
  byValue('pluck', 'STRING,STRING->STRING', ([json, key]) => asText(member(json, key)), {
    doc: 'A member of a JSON object as text.',
  }),
  byValue('pluck_int64', 'STRING,STRING->INT64', pluckInt64, {
    doc: 'A member of a JSON object that is an integer; 0 otherwise.',
  }),
  byValue('pluck_float64', 'STRING,STRING->FLOAT64', pluckFloat64, {
    doc: 'A member of a JSON object that is written as a double; 0.0 otherwise.',
  }),
  byValue('pluck_array', 'STRING,INT64->STRING', pluckArray, { doc: 'An element of a JSON array as text.' }),
  byValue(
    'split',
    'STRING,STRING->STRING',
    ([text, delimiter]) => stringList(text === '' ? [''] : (text as string).split(delimiter as string)),
    { doc: 'The parts of a string as a JSON array.' },
  ),
  ...Array.from({ length: 11 }, (_, count) =>
    byValue(
      '_script_reference',
      `${new Array(2 + 2 * count).fill('STRING').join(',')}->STRING`,
      scriptReference,
      {
        doc: 'A link to another script, as JSON.',
        semanticType: always('ST_SCRIPT_REFERENCE'),
      },
    ),
  ),
];
