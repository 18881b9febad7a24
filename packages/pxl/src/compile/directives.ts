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
    const [key = '', value = '', ...more] = setting.split('=');
    if (more.length > 0 || /\s/.test(setting) || key === '' || !setting.includes('='))
      throw PxlError.nowhere('Config setting is malformed');
    if (key === 'explain') explain = parseFlag(key, value);
    else if (key === 'analyze') analyze = parseFlag(key, value);
    else if (key === 'max_output_rows_per_table') maxOutputRowsPerTable = parseRows(value);
    else throw PxlError.nowhere(`${key} is not a valid flag`);
  }
  return { explain, analyze, maxOutputRowsPerTable };
}

function parseFlag(key: string, value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw PxlError.nowhere(`${key} takes true or false, not '${value}'`);
}

function parseRows(value: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw PxlError.nowhere(`max_output_rows_per_table takes a whole number, not '${value}'`);
}
