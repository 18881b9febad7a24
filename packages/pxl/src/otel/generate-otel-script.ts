import { type CompileOptions, compileScript } from '../compile/compile-script.js';
import { PxlError } from '../pxl-error.js';
import { exportStatement } from './export-statement.js';
import { callsOf, type WrittenCall } from './script-calls.js';
import { applyEdits, type ScriptEdit } from './script-edits.js';

/**
 * The script as a plugin runs it: it reads its tables in the plugin's window, and exports what it displays as OpenTelemetry metrics.
 * Throws a {@link PxlError} for a script that does not compile, and for one whose tables can't be exported.
 */
export function generateOtelScript(
  script: string,
  options: Omit<CompileOptions, 'execFunctions' | 'plugin'>,
): string {
  const text = script.replace(/\r\n?/g, '\n');
  const { sinks } = compileScript(text, options);
  const displays = displayedTables(text);
  if (displays.length !== sinks.length)
    throw PxlError.nowhere(
      `script has ${sinks.length} output tables, but ${displays.length} px.display calls`,
    );
  const frame = unusedName(text, 'otel_df');
  const seen = new Set<string>();
  const exports = displays.map(({ table, argument, end }): ScriptEdit => {
    if (seen.has(table)) throw PxlError.nowhere(`duplicate table name. '${table}' already in use`);
    seen.add(table);
    const relation = sinks.find(({ name }) => name === table)?.input.relation;
    if (relation === undefined) throw PxlError.nowhere(`no relation generated for ${table}`);
    const statement = exportStatement(table, frame, relation);
    const at = endOfLine(text, end);
    return { start: at, end: at, text: `\n\n${frame} = ${windowed(argument)}\n${statement}` };
  });
  return applyEdits(text, [...exports, ...windowEdits(text)]);
}

interface DisplayedTable {
  readonly table: string;
  readonly argument: string;
  readonly end: number;
}

function displayedTables(script: string): DisplayedTable[] {
  const calls = callsOf(script, 'display').filter(({ isStatement }) => isStatement);
  return calls.map((call) => {
    const given = call.arguments.filter(({ name }) => name === undefined);
    const [argument, table] = given;
    if (argument === undefined || table === undefined || given.length !== 2)
      throw PxlError.at(call.place, `expected two arguments to px.display, got ${given.length}`);
    if (table.string === undefined)
      throw PxlError.at(
        call.place,
        `expected second argument to px.display to be a string, received ${table.text}`,
      );
    return { table: table.string, argument: argument.text, end: call.end };
  });
}

/** Calls of `px.DataFrame` inside the text, with the plugin's window. */
const windowed = (text: string): string => applyEdits(text, windowEdits(text));

const windowEdits = (text: string): ScriptEdit[] =>
  callsOf(text, 'DataFrame').map((call) => ({
    start: call.start,
    end: call.end,
    text: `px.DataFrame(${frameArguments(call).join(', ')})`,
  }));

const parameters = ['table', 'select', 'start_time', 'end_time'];

function frameArguments(call: WrittenCall): string[] {
  const named = new Map(
    call.arguments.map(({ name, text }, index) => [name ?? parameters[index] ?? '', text] as const),
  );
  const select = named.get('select');
  return [
    named.get('table') ?? '',
    ...(select === undefined ? [] : [`select=${select}`]),
    'start_time=px.plugin.start_time',
    'end_time=px.plugin.end_time',
  ];
}

function unusedName(script: string, base: string): string {
  const used = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(script);
  let name = base;
  for (let number = 0; used(name); number++) name = `${base}_${number}`;
  return name;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
