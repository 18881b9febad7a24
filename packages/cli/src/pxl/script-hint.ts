import { nearestName } from '@chaoskit/errors';
import { type FunctionTable, hintOfLimit, type Relation } from '@chaoskit/pxl';

/** What a script could have meant. */
export interface KnownNames {
  readonly functions: FunctionTable;
  readonly tables: readonly { readonly name: string; readonly relation: Relation }[];
}

const methods = ['agg', 'append', 'drop', 'filter', 'groupby', 'head', 'merge', 'rolling', 'stream'];
const members = [
  ...['DataFrame', 'display', 'debug', 'export', 'now', 'vis', 'otel', 'plugin'],
  ...[
    'seconds',
    'minutes',
    'hours',
    'days',
    'milliseconds',
    'microseconds',
    'parse_duration',
    'format_duration',
  ],
  ...['parse_time', 'strptime', 'uint128', 'make_upid', 'equals_any', 'script_reference'],
  ...[
    'Time',
    'Service',
    'Pod',
    'Node',
    'Namespace',
    'Container',
    'UPID',
    'Bytes',
    'DurationNanos',
    'Percent',
  ],
];

/** "did you mean", or the names there are, for a problem about a name; Pixie's own message stays as it is. */
export function scriptHint(message: string, script: string, known: KnownNames): string | undefined {
  const wrong = (pattern: RegExp): string | undefined => pattern.exec(message)?.[1];
  const table = wrong(/^Table '([^']*)' not found/);
  if (table !== undefined) {
    const names = known.tables.map(({ name }) => name);
    return meant(table, names) ?? `the tables are ${names.join(', ')}`;
  }
  const column = wrong(/^Column '([^']*)' not found/) ?? wrong(/^cannot find column (\S+) in/);
  if (column !== undefined) return meant(column, columnNames(script, known));
  const member = wrong(/^'px' object has no attribute '([^']*)'/);
  if (member !== undefined) return meant(member, [...memberNames(known)]) ?? 'chaos pxl functions lists them';
  const method = wrong(/^dataframe has no method '([^']*)'/);
  if (method !== undefined) return meant(method, methods) ?? `a DataFrame has ${methods.join(', ')}`;
  const variable = wrong(/^name '([^']*)' is not defined/);
  if (variable !== undefined) return meant(variable, assignedNames(script));
  const overload = wrong(/^Could not find UDF '([^']*)' with arguments/);
  return overload === undefined ? hintOfLimit(message) : signatures(overload, known);
}

function meant(name: string, names: Iterable<string>): string | undefined {
  const near = nearestName(name, names);
  return near === undefined || near === name ? undefined : `did you mean '${near}'?`;
}

function* memberNames({ functions }: KnownNames): Iterable<string> {
  yield* members;
  for (const names of Object.values(functions.names)) yield* names;
}

/** Columns of the tables, and those that the script makes. */
function columnNames(script: string, { tables }: KnownNames): Set<string> {
  const names = new Set(tables.flatMap(({ relation }) => relation.map(({ name }) => name)));
  for (const [, name] of script.matchAll(/\b\w+\.(\w+)\s*=(?!=)/g)) if (name !== undefined) names.add(name);
  for (const [, name] of script.matchAll(/\b(\w+)\s*=\s*\(/g)) if (name !== undefined) names.add(name);
  return names;
}

function assignedNames(script: string): Set<string> {
  const names = new Set(['px', 'True', 'False', 'None', 'str', 'int', 'float', 'bool', 'list']);
  for (const [, name] of script.matchAll(/^\s*(?:def\s+)?(\w+)\s*[=(:]/gm))
    if (name !== undefined) names.add(name);
  return names;
}

function signatures(name: string, { functions }: KnownNames): string | undefined {
  const overloads = [...(functions.scalar(name) ?? []), ...(functions.aggregate(name) ?? [])];
  if (overloads.length === 0) return undefined;
  return `it takes ${overloads.map(({ argTypes }) => `[${argTypes.join(',')}]`).join(' or ')}`;
}
