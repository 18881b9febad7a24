import { ChaosError } from '@chaoskit/errors';
import { isJsonObject } from '../values/json-object.js';
import { parseJsonValue } from '../values/parse-json.js';
import { parsePlainJson } from '../values/parse-plain-json.js';
import { EVENT_LOG_VERSION, type RunEvent } from './run-event.js';

/**
 * The events of a log, in order. A log that was cut anywhere gives every event that is whole; half a line, at the end or where a
 * write failed, is left out. Throws `ChaosError` for a log of a later version.
 */
export async function* readEventLog(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<RunEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = parseEventLine(line);
      if (event !== undefined) yield event;
    }
  }
  const last = parseEventLine(rest + decoder.decode());
  if (last !== undefined) yield last;
}

/** One line of a log; undefined for one that is not whole. */
export function parseEventLine(line: string): RunEvent | undefined {
  if (line === '') return undefined;
  let value: unknown;
  try {
    value = parsePlainJson(line) ?? parseJsonValue(line);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value) || typeof value.v !== 'number' || typeof value.type !== 'string') return undefined;
  if (value.v > EVENT_LOG_VERSION) {
    throw new ChaosError('CHAOS_E_EVENT_LOG_VERSION', `the event log has version ${value.v}`, {
      hint: `this chaos reads version ${EVENT_LOG_VERSION}; use the one that wrote the log`,
    });
  }
  // Written by `EventLog`, whose only input are events; types that a later minor version adds are skipped by every reader's switch.
  return value as unknown as RunEvent;
}
