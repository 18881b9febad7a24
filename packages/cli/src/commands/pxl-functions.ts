import { builtinFunctions } from '@chaoskit/pxl';
import type { PxlFunctionsOptions } from '../command-line/pxl-options.js';
import type { CommandContext } from '../context.js';
import { textTable } from '../pxl/text-table.js';

interface ListedFunction {
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'table';
  readonly args: readonly string[];
  readonly returns: string;
  readonly doc: string;
}

/** `chaos pxl functions [NAME]`: every overload, with types and docs. Exit code 1 where none has that name. */
export async function pxlFunctions(
  { host, log }: CommandContext,
  name: string | undefined,
  { json }: PxlFunctionsOptions,
): Promise<number> {
  const listed = listFunctions().filter((one) => name === undefined || one.name.includes(name));
  if (listed.length === 0) {
    log.error(`no function has '${name}' in its name\nhint: chaos pxl functions lists all of them`);
    return 1;
  }
  host.stdout.write(json ? `${JSON.stringify(listed, null, 2)}\n` : describe(listed));
  return 0;
}

function listFunctions(): ListedFunction[] {
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

const describe = (listed: readonly ListedFunction[]): string =>
  textTable(
    ['function', 'returns', 'kind', 'description'],
    listed.map(({ name, args, returns, kind, doc }) => [
      `px.${name}(${args.join(', ')})`,
      returns,
      kind,
      doc,
    ]),
  );
