import type { Plan } from '../plan/operators.js';
import { PxlError } from '../pxl-error.js';

const prefix = '#px:set ';

/** Rows that a table is cut to where a script does not say otherwise (pixie.md §4.9). */
const defaultMaxRows = 10_000;

/** Reads the lines that begin with `#px:set key=value`. */
export function parseDirectives(script: string): Plan['directives'] {
  let explain = false;
  let analyze = false;
  let maxOutputRowsPerTable = defaultMaxRows;
  for (const line of script.split(/\r?\n/)) {
    if (!line.startsWith(prefix)) continue;
    const setting = line.slice(prefix.length);
    const [key = '', value, ...more] = setting.split('=');
    if (value === undefined || more.length > 0 || /\s/.test(setting))
      throw PxlError.nowhere('Config setting is malformed');
    if (key === 'explain') explain = parseFlag(value);
    else if (key === 'analyze') analyze = parseFlag(value);
    else if (key === 'max_output_rows_per_table') maxOutputRowsPerTable = parseRows(value);
    else throw PxlError.nowhere(`${key} is not a valid flag`);
  }
  return { explain, analyze, maxOutputRowsPerTable };
}

// What Go's strconv takes for a truth value.
const yes = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const no = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

function parseFlag(value: string): boolean {
  if (yes.includes(value) || no.includes(value)) return yes.includes(value);
  throw PxlError.nowhere(`strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`);
}

/** Zero and less: no limit at all. */
function parseRows(value: string): number {
  if (!/^[+-]?\d+$/.test(value))
    throw PxlError.nowhere(`strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`);
  return Number(value) <= 0 ? Number.POSITIVE_INFINITY : Number(value);
}
