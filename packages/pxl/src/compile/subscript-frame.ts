import { PxlError } from '../pxl-error.js';
import type { ScriptPlace } from '../syntax/ast.js';
import { stringsArgument } from './constant-arguments.js';
import type { Frame } from './frame.js';
import { type Argument, expressionValue, frameValue, type QueryValue, valueTypeName } from './query-value.js';

/** `df['column']`, `df[['a', 'b']]`, `df[condition]`. */
export function subscriptFrame(frame: Frame, key: Argument, place: ScriptPlace): QueryValue {
  const { value } = key;
  if (value.kind === 'list' || value.kind === 'tuple') {
    const columns = stringsArgument(key, 'key');
    const seen = new Set<string>();
    const repeated = columns.findIndex((name) => seen.size === seen.add(name).size);
    if (repeated >= 0) {
      throw PxlError.at(
        value.items[repeated]?.place ?? place,
        `cannot specify the same column name more than once when filtering by cols. '${columns[repeated]}' specified more than once`,
      );
    }
    return frameValue({ op: 'keep', parent: frame, columns, place });
  }
  if (value.kind !== 'expression') {
    throw PxlError.at(
      key.place,
      `subscript argument must have a list of strings or expression. '${valueTypeName(value)}' not allowed`,
    );
  }
  const { node } = value;
  if (node.kind === 'constant' && node.type === 'STRING') {
    return expressionValue({ kind: 'column', name: String(node.value), place: key.place });
  }
  return frameValue({ op: 'filter', parent: frame, condition: node, place });
}
