import { ChaosError } from '@chaoskit/errors';
import { fromCsvLine } from './csv-codec.js';
import { fromJsonLine } from './json-codec.js';
import type { Result } from './result.js';

/** A file, or standard input, with results. */
export interface ResultSource {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array | string>;
}

/**
 * Reads results in JSON or CSV; which of the two is found out from the first line. A last line without its end is taken
 * when it is whole and left out when it is torn: the attack may still be writing.
 * @throws ChaosError for gob, for what is no result file, and for a broken line in the middle
 */
async function* readResults(source: ResultSource): AsyncGenerator<Result> {
  let decode: ((line: string) => Result | undefined) | undefined;
  for await (const { text, number, whole } of lines(source)) {
    if (text.trim() === '') continue;
    decode ??= detect(text, source.name);
    const result = decode(text);
    if (result !== undefined) yield result;
    else if (whole) {
      throw new ChaosError('CHAOS_E_LOAD_RESULTS', `${source.name}:${number}: not a result of an attack`);
    }
  }
  if (decode === undefined) throw undetectable(source.name);
}

function undetectable(name: string): ChaosError {
  return new ChaosError('CHAOS_E_LOAD_RESULTS', `encode: can't detect encoding of "${name}"`);
}

function detect(line: string, name: string): (line: string) => Result | undefined {
  if (fromJsonLine(line) !== undefined) return fromJsonLine;
  if (fromCsvLine(line) !== undefined) return fromCsvLine;
  // A gob stream opens with the length and the negative id of its first type.
  if ([...line.slice(0, 40)].some((char) => char < '\t' || char === '\ufffd')) {
    throw new ChaosError(
      'CHAOS_E_LOAD_RESULTS',
      `"${name}" is in vegeta's binary encoding (gob), which the built-in vegeta does not read: convert it with the original, \`vegeta encode -to json\``,
    );
  }
  throw undetectable(name);
}

interface Line {
  readonly text: string;
  readonly number: number;
  /** False for a last line without its end. */
  readonly whole: boolean;
}

async function* lines(source: ResultSource): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  for await (const chunk of source.chunks) {
    const parts = (
      rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
    ).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) {
      number += 1;
      yield { text, number, whole: true };
    }
  }
  if (rest !== '') yield { text: rest, number: number + 1, whole: false };
}

/** Takes turns between the sources, as vegeta does for several files. */
export async function* takeTurns(sources: readonly ResultSource[]): AsyncGenerator<Result> {
  let open = sources.map((source) => readResults(source));
  while (open.length > 0) {
    const left: typeof open = [];
    for (const results of open) {
      const next = await results.next();
      if (next.done) continue;
      left.push(results);
      yield next.value;
    }
    open = left;
  }
}
