import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { LineSplitter } from './line-splitter.js';

/** How long a dead worker's pipes are read on; a grandchild may hold them open for ever. */
const DRAIN_MS = 200;
const LAST_LINES = 40;

export interface WorkerProcessOptions {
  readonly python: string;
  readonly workerPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** What one worker process tells about itself. */
export interface WorkerProcessEvents {
  message(line: string): void;
  output(stream: 'stdout' | 'stderr', line: string): void;
  ended(end: WorkerEnd): void;
}

/** How a worker ended. */
export interface WorkerEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It could not even be started. */
  readonly startError?: Error;
  /** The last lines on its stderr. */
  readonly lastWords: readonly string[];
}

/** One Python process, in a process group of its own. Its end is known by its exit: its pipes may live longer. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #events: WorkerProcessEvents;
  readonly #lastWords: string[] = [];
  #ended = false;

  constructor(options: WorkerProcessOptions, events: WorkerProcessEvents) {
    this.#events = events;
    this.#child = spawn(options.python, [options.workerPath], {
      cwd: options.cwd,
      env: { ...options.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    const [, stdout, stderr, requests, messages] = this.#child.stdio as unknown as [
      null,
      Readable,
      Readable,
      Writable,
      Readable,
    ];
    // A worker that dies breaks the pipe while we write; its exit says so better.
    requests.on('error', () => undefined);
    readLines(messages, (line) => events.message(line));
    readLines(stdout, (line) => events.output('stdout', line));
    readLines(stderr, (line) => {
      this.#lastWords.push(line);
      if (this.#lastWords.length > LAST_LINES) this.#lastWords.shift();
      events.output('stderr', line);
    });
    this.#child.on('error', (startError) => this.#end({ exitCode: null, signal: null, startError }));
    this.#child.on('exit', (exitCode, signal) => {
      afterAll([messages, stdout, stderr], DRAIN_MS, () => this.#end({ exitCode, signal }));
    });
  }

  send(line: string): void {
    (this.#child.stdio as unknown as Writable[])[3]?.write(`${line}\n`);
  }

  /** Kills the worker and everything that it started in its process group. */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group is gone already.
    }
  }

  #end(how: Omit<WorkerEnd, 'lastWords'>): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const stream of this.#child.stdio) stream?.destroy();
    this.#events.ended({ ...how, lastWords: this.#lastWords });
  }
}

function readLines(stream: Readable, take: (line: string) => void): void {
  const splitter = new LineSplitter();
  stream.setEncoding('utf8');
  stream.on('data', (piece: string) => {
    for (const line of splitter.push(piece)) take(line);
  });
  stream.on('end', () => {
    const rest = splitter.rest();
    if (rest !== '') take(rest);
  });
  stream.on('error', () => undefined);
}

/** Calls back once, when all streams were read to their end or the time is over. */
function afterAll(streams: readonly Readable[], timeoutMs: number, then: () => void): void {
  let open = streams.filter((stream) => !stream.readableEnded && !stream.destroyed).length;
  if (open === 0) {
    then();
    return;
  }
  const timer = setTimeout(then, timeoutMs);
  for (const stream of streams) {
    stream.once('close', () => {
      open -= 1;
      if (open > 0) return;
      clearTimeout(timer);
      then();
    });
  }
}
