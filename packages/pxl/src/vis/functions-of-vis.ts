import type { FunctionToExecute } from '../compile/exec-functions.js';
import { PxlError } from '../pxl-error.js';

type Fields = Readonly<Record<string, unknown>>;

export interface VisOptions {
  /** A variable without a value gets one that fits its type: enough to compile the script. @default false */
  readonly placeholders?: boolean;
}

/**
 * The functions that a script's `vis.json` (px.vispb.Vis) asks for: one for each global function, and one for each widget that
 * has a function of its own (pixie.md §3.9). `values` are the user's values of its variables.
 * Throws a {@link PxlError} for a variable without a value, and for a value that no variable takes.
 */
export function functionsOfVis(
  vis: unknown,
  values: Readonly<Record<string, string>>,
  { placeholders = false }: VisOptions = {},
): FunctionToExecute[] {
  const { variables, globalFuncs, widgets } = fields(vis);
  const known = new Map(list(variables).map((variable) => [text(variable.name), variable]));
  for (const name of Object.keys(values)) {
    if (!known.has(name)) {
      throw PxlError.nowhere(
        `the script takes no argument '${name}', only ${[...known.keys()].join(', ') || 'none at all'}`,
      );
    }
  }
  const variableValue = (name: string): string => {
    const variable = known.get(name);
    const value =
      values[name] ?? variable?.defaultValue ?? (placeholders ? placeholder(variable ?? {}) : undefined);
    if (typeof value !== 'string') throw PxlError.nowhere(`the script needs a value of '${name}'`);
    return value;
  };
  const request = (func: Fields, prefix: string): FunctionToExecute => ({
    name: text(func.name),
    args: Object.fromEntries(
      list(func.args).map((arg) => [
        text(arg.name),
        typeof arg.variable === 'string' ? variableValue(arg.variable) : text(arg.value),
      ]),
    ),
    prefix,
  });
  return [
    ...list(globalFuncs).map((entry) => request(fields(entry.func), text(entry.outputName))),
    ...list(widgets)
      .filter(({ func }) => func !== undefined)
      .map((widget) => request(fields(widget.func), text(widget.name) || 'widget')),
  ];
}

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What Pixie's own test of its scripts fills in (pixie.md §3.9). */
function placeholder({ type, validValues }: Fields): string {
  const [first] = Array.isArray(validValues) ? validValues : [];
  if (typeof first === 'string') return first;
  switch (type) {
    case 'PX_BOOLEAN':
      return 'True';
    case 'PX_INT64':
      return '1';
    case 'PX_FLOAT64':
      return '1.0';
    case 'PX_LIST':
      return '[]';
    case 'PX_STRING_LIST':
      return '[""]';
    case 'PX_STRING':
      return '';
    default:
      return 'pl';
  }
}
