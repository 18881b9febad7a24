import { PxlError } from '../pxl-error.js';
import type { Argument, CallArguments } from './query-value.js';

interface ParameterSpec {
  readonly name: string;
  readonly optional?: boolean;
}

/** Binds arguments to parameters as Python does, with Pixie's messages (pixie.md §3.6). What is not given is not in the answer. */
export function bindArguments(
  functionName: string,
  parameters: readonly ParameterSpec[],
  call: CallArguments,
): ReadonlyMap<string, Argument> {
  const fail = (message: string): never => {
    throw PxlError.at(call.place, `${functionName}() ${message}`);
  };
  if (call.positional.length > parameters.length) {
    fail(`takes ${parameters.length} arguments but ${call.positional.length} were given.`);
  }
  const names = new Set(parameters.map(({ name }) => name));
  const bound = new Map<string, Argument>();
  for (const [index, argument] of call.positional.entries()) {
    const parameter = parameters[index];
    if (parameter !== undefined) bound.set(parameter.name, argument);
  }
  for (const [name, argument] of call.keywords) {
    if (!names.has(name)) fail(`got an unexpected keyword argument '${name}'`);
    if (bound.has(name)) fail(`got multiple values for argument '${name}'`);
    bound.set(name, argument);
  }
  const missing = parameters.filter(({ name, optional }) => optional !== true && !bound.has(name));
  if (missing.length > 0) {
    fail(
      `missing ${missing.length} required positional arguments ${missing.map(({ name }) => `'${name}'`).join(',')}`,
    );
  }
  return bound;
}
