import type { PxlFunctionsOptions } from '../command-line/pxl-options.js';
import type { CommandContext } from '../context.js';
import { type ListedFunction, listFunctions } from '../pxl/listed-functions.js';
import { textTable } from '../pxl/text-table.js';

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
