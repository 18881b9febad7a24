import { PxlError } from '../pxl-error.js';
import type { ScriptPlace } from '../syntax/ast.js';
import { parseScript } from '../syntax/parse-script.js';
import type { CompilerState } from './compiler-state.js';
import { runStatement } from './evaluate-statements.js';
import { globalScope } from './globals.js';
import { pxModule } from './px-module.js';
import { pxviewsScript } from './pxviews.js';
import { none, type QueryValue } from './query-value.js';
import { Scope } from './scope.js';

/** Values of the names that a mutation module offers: anything may be called, nothing is deployed. */
const doesNothing: QueryValue = {
  kind: 'builtin',
  name: 'mutation',
  call: () => ({ kind: 'opaque', name: 'Mutation' }),
};

/** Loads a module that a script imports. */
export function importModule(name: string, place: ScriptPlace, state: CompilerState): QueryValue {
  switch (name) {
    case 'px':
      return pxModule(state);
    case 'pxviews':
      return scriptModule(name, pxviewsScript, state);
    case 'pxtrace':
    case 'pxconfig':
      return mutationModule(name);
    default:
      throw PxlError.at(place, `ModuleNotFoundError: No module named '${name}'`);
  }
}

/** A module written in PxL. */
function scriptModule(name: string, script: string, state: CompilerState): QueryValue {
  const scope = new Scope(globalScope());
  for (const statement of parseScript(script).body) runStatement(statement, { state, scope });
  return { kind: 'module', name, attribute: (member) => scope.get(member) };
}

/** Without a cluster to change, mutations do nothing: a table that one would fill is read if it was recorded (pixie.md §3.10). */
function mutationModule(name: string): QueryValue {
  const decorate: QueryValue = {
    kind: 'builtin',
    name: 'probe',
    call: () => ({ kind: 'builtin', name: 'probe', call: ({ positional }) => positional[0]?.value ?? none }),
  };
  return { kind: 'module', name, attribute: (member) => (member === 'probe' ? decorate : doesNothing) };
}
