import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { action, fails, fakeProvider, hypothesis, probe } from '../run/testing/fake-provider.js';
import { journalOf, runInline } from '../run/testing/run-inline.js';
import type { Json, PlainJson } from '../values/json.js';
import { stringifyJson } from '../values/stringify-json.js';
import { EventLog, EventLogError, eventLine } from './event-log.js';
import { epochOf, isoTime } from './iso-time.js';
import { foldJournal } from './journal-fold.js';
import { journalText } from './journal-text.js';
import { parseEventLine, readEventLog } from './read-event-log.js';
import type { RunEvent } from './run-event.js';

const experiment = {
  title: 'Zählwerk ✓',
  description: 'D',
  'steady-state-hypothesis': hypothesis(probe('p')),
  method: [action('a'), action('b', { background: true }), action('c')],
  rollbacks: [action('r')],
};

async function wholeLog(): Promise<{ text: string; journal: PlainJson }> {
  const run = await runInline(experiment, {
    hypothesis: 'continuously',
    providers: [fakeProvider({ a: () => 'output ✓', b: fails('no') })],
  });
  return { text: run.text, journal: run.journal };
}

async function read(bytes: Uint8Array, size: number): Promise<RunEvent[]> {
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += size) chunks.push(bytes.subarray(start, start + size));
  const events: RunEvent[] = [];
  for await (const event of readEventLog(chunks)) events.push(event);
  return events;
}

describe('the event log', () => {
  test('folds into the journal of the run', async () => {
    const { text, journal } = await wholeLog();
    expect(journalOf(text)).toEqual(journal);
  });

  test('cut at every byte, gives every whole event and a journal that says so', async () => {
    const { text } = await wholeLog();
    const bytes = Buffer.from(text);
    const ends = new Set<number>();
    let end = 0;
    for (const line of text.split('\n')) {
      end += Buffer.byteLength(line);
      ends.add(end);
      end += 1;
    }
    let whole = 0;
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      if (ends.has(cut) && cut > 0 && bytes[cut - 1] !== 0x0a) whole += 1;
      const events = await read(bytes.subarray(0, cut), 4096);
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: whole }, (_, index) => index + 1));
      const journal = foldJournal(events);
      expect(typeof journal.start).toBe('string');
      if (events.at(-1)?.type !== 'run-ended' && !events.some(({ type }) => type === 'phase-ended')) {
        expect(journal).toMatchObject({ status: 'interrupted', 'x-incomplete': true });
      }
    }
    expect(whole).toBe(text.trimEnd().split('\n').length);
  });

  test('read in pieces of any size is the same', async () => {
    const { text } = await wholeLog();
    const bytes = Buffer.from(text);
    const once = await read(bytes, bytes.length);
    for (const size of [1, 2, 3, 7, 64]) expect(await read(bytes, size)).toEqual(once);
  });

  test('of a killed run tells what had begun', async () => {
    const { text } = await wholeLog();
    const lines = text.split('\n');
    const until = lines.findIndex(
      (line) => line.includes('"activity-started"') && line.includes('"name": "c"'),
    );
    const journal = journalOf(lines.slice(0, until + 1).join('\n')) as { run: PlainJson[] };
    expect(journal).toMatchObject({ status: 'interrupted', 'x-incomplete': true });
    expect(journal.run.at(-1)).toMatchObject({
      activity: { name: 'c' },
      status: 'failed',
      'x-interrupted': true,
    });
  });

  test('keeps the lexemes of numbers', () => {
    const line =
      '{"v": 1, "seq": 1, "type": "log", "message": {"a": 1.0, "b": 12345678901234567890, "c": NaN, "d": 0.1}}';
    const event = parseEventLine(line);
    expect(event === undefined ? '' : eventLine(event)).toBe(line);
  });

  test('of a later version is refused', () => {
    expect(() => parseEventLine('{"v": 2, "type": "log"}')).toThrow('has version 2');
  });

  test('continues after a write that failed half-way', () => {
    let text = '';
    let failing = false;
    const log = new EventLog(
      {
        append: (line) => {
          if (failing) {
            text += line.slice(0, 10);
            throw new Error('no space left');
          }
          text += line;
        },
        sync: () => {},
      },
      { now: () => 0, mono: () => 0 },
    );
    const say = (message: string): void => {
      log.append(log.stamp({ type: 'log', level: 'INFO', message }));
    };
    say('one');
    failing = true;
    expect(() => say('two')).toThrow(EventLogError);
    failing = false;
    say('three');
    const events = text.split('\n').flatMap((line) => parseEventLine(line) ?? []);
    expect(events).toMatchObject([{ message: 'one' }, { message: 'three' }]);
  });

  test('undo records and the end of the run are synced to the disk', () => {
    let synced = 0;
    const log = new EventLog(
      {
        append: () => {},
        sync: () => {
          synced += 1;
        },
      },
      { now: () => 0, mono: () => 0 },
    );
    log.append(log.stamp({ type: 'log', level: 'INFO', message: '' }));
    log.append(log.stamp({ type: 'undo-recorded', id: 1, definition: 'd' }));
    log.append(log.stamp({ type: 'run-ended', status: 'completed', deviated: false }));
    expect(synced).toBe(2);
  });
});

describe('when the log can not be written', () => {
  const failAt = (part: string) => (line: string) => {
    if (line.includes(part)) throw new Error('no space left on device');
  };

  test('the effect does not happen, and the journal is still there', async () => {
    const calls: string[] = [];
    const run = await runInline(experiment, {
      hypothesis: 'skip',
      providers: [fakeProvider({ a: () => calls.push('a'), c: () => calls.push('c') })],
      onWrite: failAt('"activity-started"'),
    });
    expect(calls).toEqual([]);
    expect(run.journal).toMatchObject({ status: 'aborted', run: [], rollbacks: [] });
    expect(run.log.join('\n')).toContain('no space left on device');
  });

  test('a run that can not even begin is aborted', async () => {
    const run = await runInline(experiment, {
      providers: [fakeProvider()],
      onWrite: () => {
        throw new Error('read-only file system');
      },
    });
    expect(run.journal).toMatchObject({
      status: 'aborted',
      run: [],
      experiment: { title: experiment.title },
    });
    expect(run.outcome.troubles).toEqual([expect.stringContaining('read-only file system')]);
  });
});

test('times are those of Python', () => {
  expect(isoTime(Date.UTC(2026, 0, 31, 10))).toBe('2026-01-31T10:00:00+00:00');
  expect(isoTime(Date.UTC(2026, 0, 31, 10) + 123.456)).toBe('2026-01-31T10:00:00.123456+00:00');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e15 }), (micros) => {
      expect(Math.round(epochOf(isoTime(micros / 1000)) * 1000)).toBe(micros);
    }),
  );
});

test("the journal's text is the reference's", async () => {
  const { journal } = await wholeLog();
  const text = [...journalText(journal as { [key: string]: Json })].join('');
  expect(
    text.startsWith(
      '{\n  "chaoslib-version": "1.45.1",\n  "platform": "Test",\n  "node": "here",\n  "experiment": {\n    "title"',
    ),
  ).toBe(true);
  expect(text.endsWith('\n}')).toBe(true);
  expect(text).toBe(stringifyJson(journal as Json, { indent: 2 }));
  expect(Object.keys(JSON.parse(text)).filter((key) => !key.startsWith('x-'))).toEqual([
    'chaoslib-version',
    'platform',
    'node',
    'experiment',
    'start',
    'status',
    'deviated',
    'steady_states',
    'run',
    'rollbacks',
    'end',
    'duration',
  ]);
});
