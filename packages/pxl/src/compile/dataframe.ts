import { PxlError } from '../pxl-error.js';
import type { ScriptPlace } from '../syntax/ast.js';
import { stringsArgument } from './constant-arguments.js';
import { type FrameMethod, frameMethods } from './dataframe-methods.js';
import type { Frame } from './frame.js';
import { type Argument, expressionValue, frameValue, type QueryValue } from './query-value.js';

export const isFrameMethod = (name: string): boolean => Object.hasOwn(frameMethods, name);

/** `df.name`: a method, the metadata of `ctx`, else a column, which is looked for when types are resolved. */
export function frameAttribute(frame: Frame, name: string, place: ScriptPlace): QueryValue {
  if (name === 'ctx') return { kind: 'context' };
  const method: FrameMethod | undefined = isFrameMethod(name) ? frameMethods[name] : undefined;
  if (method === undefined) return expressionValue({ kind: 'column', name, place });
  return { kind: 'builtin', name, call: (call) => method(frame, call) };
}

/** `df['column']`, `df[['a', 'b']]`, `df[condition]`. */
export function subscriptFrame(frame: Frame, key: Argument, place: ScriptPlace): QueryValue {
  const { value } = key;
  if (value.kind === 'list' || value.kind === 'tuple') {
    const columns = stringsArgument(key, 'columns');
    const seen = new Set<string>();
    const repeated = columns.findIndex((name) => seen.size === seen.add(name).size);
    if (repeated >= 0) {
      throw PxlError.at(
        value.items[repeated]?.place ?? place,
        'cannot specify the same column name more than once when filtering by cols',
      );
    }
    return frameValue({ op: 'keep', parent: frame, columns, place });
  }
  if (value.kind !== 'expression') {
    throw PxlError.at(key.place, 'subscript argument must have a list of strings or expression');
  }
  const { node } = value;
  if (node.kind === 'constant' && node.type === 'STRING') {
    return expressionValue({ kind: 'column', name: String(node.value), place: key.place });
  }
  return frameValue({ op: 'filter', parent: frame, condition: node, place });
}
