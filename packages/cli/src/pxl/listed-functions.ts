import { builtinFunctions } from '@chaoskit/pxl';

/** One overload of a function of PxL. */
export interface ListedFunction {
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'table';
  readonly args: readonly string[];
  readonly returns: string;
  readonly doc: string;
}

/** Every overload of every function, by name. */
export function listFunctions(): ListedFunction[] {
  const { names, scalar, aggregate, tableFunction } = builtinFunctions;
  return [
    ...names.scalar.flatMap((name) => overloads('scalar', scalar(name) ?? [])),
    ...names.aggregate.flatMap((name) => overloads('aggregate', aggregate(name) ?? [])),
    ...names.tableFunction.flatMap((name): ListedFunction[] => {
      const fn = tableFunction(name);
      if (fn === undefined) return [];
      const args = fn.args.map((arg) => `${arg.name}: ${arg.type}`);
      return [
        {
          name,
          kind: 'table',
          args,
          returns: fn.relation.map((column) => column.name).join(', '),
          doc: fn.doc,
        },
      ];
    }),
  ].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

interface Overload {
  readonly name: string;
  readonly argTypes: readonly string[];
  readonly returnType: string;
  readonly doc: string;
}

const overloads = (kind: 'scalar' | 'aggregate', list: readonly Overload[]): ListedFunction[] =>
  list.map(({ name, argTypes, returnType, doc }) => ({
    name,
    kind,
    args: argTypes,
    returns: returnType,
    doc,
  }));
