import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { type FunctionToExecute, functionsOfVis } from '@chaoskit/pxl';
import type { NamedScript } from './report-problems.js';

/** Reads a script from a file, or from standard input for `-`. */
export async function readScript(file: string): Promise<NamedScript> {
  try {
    return {
      file,
      text: file === '-' ? await textOf(process.stdin) : readFileSync(file, 'utf8'),
    };
  } catch (cause) {
    throw new ChaosError('CHAOS_E_PXL_SCRIPT', `the script can't be read: ${messageOf(cause)}`, {
      place: { file },
      cause,
    });
  }
}

/** What is to be executed of a script, and with which arguments. */
export interface Wish {
  readonly func?: string;
  readonly arg: Readonly<Record<string, string>>;
  /** Missing arguments get values that fit: for compiling only. @default false */
  readonly placeholders?: boolean;
}

/**
 * The functions to execute: the one that was asked for, or those of the `vis.json` beside a script that displays nothing by
 * itself; none where the script does all. Throws `ChaosError` for arguments that nothing takes.
 */
export function chosenFunctions(
  { file, text }: NamedScript,
  { func, arg, placeholders = false }: Wish,
): FunctionToExecute[] {
  if (func !== undefined) return [{ name: func, args: arg, prefix: 'output' }];
  // One of the public scripts has its functions in a file with a slip in its name.
  const vis = ['vis.json', 'viz.json']
    .map((name) => join(dirname(file), name))
    .find((path) => existsSync(path));
  const displays = /^[^#\n]*\bpx\.(display|export)\b/m.test(text);
  if (file !== '-' && !displays && vis !== undefined)
    return functionsOfVis(readVis(vis), arg, { placeholders });
  if (Object.keys(arg).length > 0)
    throw new ChaosError('CHAOS_E_PXL_ARGUMENT', 'the script takes no arguments', {
      place: { file },
      hint: 'name the function that takes them: --func NAME --arg name=value',
    });
  return [];
}

function readVis(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new ChaosError('CHAOS_E_PXL_VIS', `no JSON: ${messageOf(cause)}`, { place: { file }, cause });
  }
}
