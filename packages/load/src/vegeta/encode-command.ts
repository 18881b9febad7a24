import { ChaosError } from '@chaoskit/errors';
import { type FlagValues, textFlag } from '../go/flags.js';
import { openInput, openOutput, type Program } from '../program/program.js';
import { toCsvLine } from '../results/csv-codec.js';
import { toJsonLine } from '../results/json-codec.js';
import { takeTurns } from '../results/read-results.js';

export const encodeFlags = {
  output: textFlag({ usage: 'Output file (default "stdout")', default: 'stdout' }),
  to: textFlag({ usage: 'Output encoding [csv, json] (default "json")', default: 'json' }),
};

/** `vegeta encode`: results from any readable encoding to JSON or CSV. */
export async function encodeCommand(
  flags: FlagValues<typeof encodeFlags>,
  files: readonly string[],
  program: Program,
): Promise<number> {
  const encode = encoderOf(flags.to);
  const sources = (files.length === 0 ? ['stdin'] : files).map((name) => ({
    name,
    chunks: openInput(name, program),
  }));
  const output = openOutput(flags.output, program);
  for await (const result of takeTurns(sources)) {
    if (program.stop.aborted) break;
    output.write(encode(result));
  }
  output.close();
  return 0;
}

function encoderOf(to: string): typeof toJsonLine {
  if (to === 'json') return toJsonLine;
  if (to === 'csv') return toCsvLine;
  const message =
    to === 'gob'
      ? 'encode: the built-in vegeta does not write gob; use json or csv, which vegeta reads as well'
      : `encode: unknown encoding ${JSON.stringify(to)}`;
  throw new ChaosError('CHAOS_E_LOAD_USAGE', message);
}
