import type { ServerResponse } from 'node:http';
import type { KubeObject } from '../../../store/kube-object.js';
import type { Answer } from '../../answer/answer.js';
import { textAt } from '../../json/json-object.js';
import { currentObject } from '../../operations/update.js';
import type { ApiRequest } from '../../request/api-request.js';
import type { SubresourceDefinition } from '../../resources/resource-definition.js';
import { type LogEntry, lastLines } from './log-entries.js';
import { LogFile } from './log-file.js';
import { type LogOptions, logOptionsOf } from './log-options.js';
import { isLogOver, type LogSource, logSourceOf } from './log-source.js';

/** `/log`: what a container wrote. */
export const logSubresource: SubresourceDefinition = {
  name: 'log',
  kind: 'Pod',
  verbs: ['get'],
  handle: async (request) => {
    const pod = currentObject(request);
    const options = logOptionsOf(request.query, pod.metadata.name, request.deps.clock.now());
    // A pod that no node has taken has no log: nothing is there, and nothing is wrong.
    if ((textAt(pod, 'spec', 'nodeName') ?? '') === '') return emptyAnswer;
    const source = logSourceOf(pod, options);
    return { kind: 'stream', write: (response) => writeLog(request, pod, source, options, response) };
  },
};

const emptyAnswer: Answer = {
  kind: 'stream',
  write: async (response) => {
    response.writeHead(204);
    response.end();
  },
};

async function writeLog(
  request: ApiRequest,
  pod: KubeObject,
  source: LogSource,
  options: LogOptions,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  const { uid } = pod.metadata;
  const file = new LogFile(request.deps.logFiles.path(uid, source.container, source.attempt));
  const writer = new LineWriter(response, options);
  try {
    const entries = (await file.readNew()).filter((entry) => isRecent(entry, options));
    await writer.write(options.tailLines === undefined ? entries : lastLines(entries, options.tailLines));
    if (options.follow) await follow(request, uid, source, file, writer);
  } finally {
    await file.close();
  }
  response.end();
}

const isRecent = (entry: LogEntry, { sinceMs }: LogOptions): boolean =>
  sinceMs === undefined || Date.parse(entry.time) >= sinceMs;

/** Writes what comes until the container has ended or the client goes. */
async function follow(
  request: ApiRequest,
  uid: string,
  source: LogSource,
  file: LogFile,
  writer: LineWriter,
): Promise<void> {
  const { deps, path, signal } = request;
  const { namespace = '', name = '' } = path;
  const isOver = (): boolean => isLogOver(deps.store.get({ resource: 'pods', namespace, name }), uid, source);
  const over = new AbortController();
  const unwatch = deps.store.watch('pods', () => {
    if (isOver()) over.abort();
  });
  const wake = AbortSignal.any([over.signal, signal]);
  try {
    for (;;) {
      // Asked before reading: what is written after the end is known can't be missed.
      const isLast = isOver();
      await writer.write(await file.readNew());
      if (isLast || signal.aborted || writer.isFull) return;
      await file.waitForChange(wake);
    }
  } finally {
    unwatch();
  }
}

/** Turns entries into text, up to the limit of bytes; waits where the client is slow. */
class LineWriter {
  readonly #response: ServerResponse;
  readonly #timestamps: boolean;
  #left: number;
  #atLineStart = true;

  constructor(response: ServerResponse, options: LogOptions) {
    this.#response = response;
    this.#timestamps = options.timestamps;
    this.#left = options.limitBytes ?? Number.POSITIVE_INFINITY;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  async write(entries: readonly LogEntry[]): Promise<void> {
    if (entries.length === 0 || this.isFull) return;
    let bytes: Buffer = Buffer.from(entries.map((entry) => this.#text(entry)).join(''));
    if (bytes.length > this.#left) bytes = bytes.subarray(0, this.#left);
    this.#left -= bytes.length;
    if (!this.#response.write(bytes)) await drained(this.#response);
  }

  #text({ time, text, isWhole }: LogEntry): string {
    const prefix = this.#timestamps && this.#atLineStart ? `${time} ` : '';
    this.#atLineStart = isWhole;
    return `${prefix}${text}${isWhole ? '\n' : ''}`;
  }
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
