import { createInterface } from 'node:readline';
import { isChaosError, messageOf, type Place } from '@chaoskit/errors';
import { type FunctionToExecute, PxlError, type Recording } from '@chaoskit/pxl';
import type { CommandContext } from '../context.js';
import { openRecording } from '../pxl/open-recording.js';
import { queryRecording } from '../pxl/query-recording.js';
import { tableJson } from '../pxl/table-json.js';

/** Recordings kept open: reading one takes longer than most scripts. */
const keptRecordings = 4;

interface Request {
  readonly id?: unknown;
  readonly script: string;
  readonly data: string;
  readonly now?: string;
  readonly funcs: readonly FunctionToExecute[];
}

/** `chaos pxl exec --jsonl`: one answer a line for each line of standard input (conformance/pxl/README.md). */
export async function pxlExec({ host }: CommandContext): Promise<number> {
  const recordings = new Map<string, Recording>();
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') host.stdout.write(`${JSON.stringify(answer(line, recordings))}\n`);
  }
  return 0;
}

function answer(line: string, recordings: Map<string, Recording>): object {
  let id: unknown;
  try {
    const request = parseRequest(line);
    id = request.id;
    const recording = opened(request.data, recordings);
    const nowNs = request.now === undefined ? recording.nowNs : BigInt(request.now);
    const query = { script: request.script, functions: request.funcs };
    const tables = queryRecording(recording, nowNs, query, new AbortController().signal);
    return { id, tables: tables.map(tableJson) };
  } catch (error) {
    if (error instanceof PxlError) return { id, errors: error.problems };
    return { id, error: { line: 0, column: 0, message: messageOf(error), ...placeOf(error) } };
  }
}

function opened(folder: string, recordings: Map<string, Recording>): Recording {
  const recording = recordings.get(folder) ?? openRecording(folder);
  recordings.delete(folder);
  recordings.set(folder, recording);
  const [oldest] = recordings.keys();
  if (recordings.size > keptRecordings && oldest !== undefined) recordings.delete(oldest);
  return recording;
}

function parseRequest(line: string): Request {
  const request: unknown = JSON.parse(line);
  const { id, script, data, now, funcs = [] } = (request ?? {}) as Record<string, unknown>;
  if (typeof script !== 'string' || typeof data !== 'string')
    throw new TypeError("a request needs 'script' and 'data', both texts");
  if (now !== undefined && !/^\d+$/.test(String(now)))
    throw new TypeError("'now' must be nanoseconds since the epoch, as decimal text");
  if (!Array.isArray(funcs)) throw new TypeError("'funcs' must be a list");
  return {
    id,
    script,
    data,
    ...(now === undefined ? {} : { now: String(now) }),
    funcs: funcs.map((func) => ({
      name: String(func?.name ?? ''),
      args: func?.args ?? {},
      prefix: String(func?.prefix ?? ''),
    })),
  };
}

/** The place of a damaged recording. */
const placeOf = (error: unknown): { place?: Place } =>
  isChaosError(error) && error.place !== undefined ? { place: error.place } : {};
