import { PxlError } from '../pxl-error.js';
import type { Module, ScriptPlace } from '../syntax/ast.js';
import { parseScript } from '../syntax/parse-script.js';
import type { CompilerState } from './compiler-state.js';
import { runStatement } from './evaluate-statements.js';
import { globalScope } from './globals.js';
import { pxModule } from './px-module.js';
import { pxviewsScript } from './pxviews.js';
import { type Argument, constantOfValue, none, type QueryValue } from './query-value.js';
import { Scope } from './scope.js';
import { tracepointRelation } from './tracepoint-relation.js';

/** Values of the names that a mutation module offers: anything may be called, nothing is deployed. */
const doesNothing: QueryValue = {
  kind: 'builtin',
  name: 'mutation',
  call: () => ({ kind: 'opaque', name: 'Mutation' }),
};

let parsedViews: Module | undefined;

/** Read when a script first asks for it, and once. */
function pxviews(): Module {
  parsedViews ??= parseScript(pxviewsScript);
  return parsedViews;
}

/** Loads a module that a script imports. */
export function importModule(name: string, place: ScriptPlace, state: CompilerState): QueryValue {
  switch (name) {
    case 'px':
      return pxModule(state);
    case 'pxviews':
      return scriptModule(pxviews(), state);
    case 'pxtrace':
      return traceModule(state);
    case 'pxconfig':
      return { kind: 'module', name, attribute: () => doesNothing };
    default:
      throw PxlError.at(place, `ModuleNotFoundError: No module named '${name}'`);
  }
}

/** A module written in PxL. */
function scriptModule({ body }: Module, state: CompilerState): QueryValue {
  const scope = new Scope(globalScope());
  for (const statement of body) runStatement(statement, { state, scope });
  return { kind: 'module', name: 'Module', attribute: (member) => scope.own(member) };
}

/**
 * Without a cluster to change, mutations do nothing: a table that one would fill is read if it was recorded (pixie.md §3.10), and is
 * there without rows otherwise.
 */
function traceModule(state: CompilerState): QueryValue {
  const members: Readonly<Record<string, QueryValue>> = {
    probe: {
      kind: 'builtin',
      name: 'probe',
      call: () => ({
        kind: 'builtin',
        name: 'probe',
        call: ({ positional }) => positional[0]?.value ?? none,
      }),
    },
    // With its selectors left out: a program stands for its text.
    TraceProgram: {
      kind: 'builtin',
      name: 'TraceProgram',
      call: ({ positional, keywords }) => (positional[0] ?? keywords.get('program'))?.value ?? none,
    },
    UpsertTracepoint: {
      kind: 'builtin',
      name: 'UpsertTracepoint',
      call: ({ positional, keywords }) => {
        const table = textOf(positional[1] ?? keywords.get('table_name'));
        const program = textOf(positional[2] ?? keywords.get('probe_fn'));
        const relation = program === undefined ? undefined : tracepointRelation(program);
        if (table !== undefined && relation !== undefined) state.declaredTables.set(table, relation);
        return none;
      },
    },
  };
  const attribute = (name: string): QueryValue =>
    (Object.hasOwn(members, name) ? members[name] : undefined) ?? doesNothing;
  return { kind: 'module', name: 'pxtrace', attribute };
}

/** A text, or the first of a list of programs for several kernels. */
function textOf(argument: Argument | undefined): string | undefined {
  if (argument === undefined) return undefined;
  if (argument.value.kind === 'list') return textOf(argument.value.items[0]);
  const constant = constantOfValue(argument.value);
  return constant?.type === 'STRING' ? String(constant.value) : undefined;
}
