import type { ScriptPlace } from '../syntax/ast.js';
import { type FrameMethod, frameMethods } from './dataframe-methods.js';
import type { Frame } from './frame.js';
import { expressionValue, type QueryValue } from './query-value.js';

export const isFrameMethod = (name: string): boolean => Object.hasOwn(frameMethods, name);

/** `df.name`: a method, the metadata of `ctx`, else a column, which is looked for when types are resolved. */
export function frameAttribute(frame: Frame, name: string, place: ScriptPlace): QueryValue {
  if (name === 'ctx') return { kind: 'context' };
  const method: FrameMethod | undefined = isFrameMethod(name) ? frameMethods[name] : undefined;
  if (method === undefined) return expressionValue({ kind: 'column', name, place });
  return { kind: 'builtin', name, call: (call) => method(frame, call) };
}
