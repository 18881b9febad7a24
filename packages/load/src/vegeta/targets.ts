import { readFileSync } from 'node:fs';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { withGoTexts } from '../program/program.js';
import type { HeaderLine } from './attack-flags.js';

/** What one hit asks for. */
export interface Target {
  readonly method: string;
  /** As the user wrote it. */
  readonly text: string;
  readonly url: URL;
  readonly headers: readonly HeaderLine[];
  readonly body?: Buffer;
}

/** What every target gets where it says nothing of its own. */
export interface TargetDefaults {
  readonly headers: readonly HeaderLine[];
  readonly body?: Buffer;
}

function problem(message: string): ChaosError {
  return new ChaosError('CHAOS_E_LOAD_TARGETS', message);
}

function target(
  method: string,
  text: string,
  own: readonly HeaderLine[],
  body: Buffer | undefined,
  defaults: TargetDefaults,
): Target {
  // `http://:80` means this machine.
  const spelled = text.replace(/^(https?:\/\/):/, '$1localhost:');
  if (!/^https?:\/\//i.test(spelled) || !URL.canParse(spelled)) {
    throw problem(`bad URL: ${text}, parse ${JSON.stringify(text)}: invalid URI for request`);
  }
  const chosen = body ?? defaults.body;
  return {
    method,
    text,
    url: new URL(spelled),
    headers: [...defaults.headers, ...own],
    ...(chosen !== undefined && { body: chosen }),
  };
}

const startsWithMethod = /^[A-Z]+\s/;

/**
 * Targets in vegeta's `http` format: `METHOD URL`, header lines, `@file` for a body; a blank line or the next method ends
 * one; `#` begins a comment.
 */
export async function* readHttpTargets(
  lines: AsyncIterable<string>,
  defaults: TargetDefaults,
): AsyncGenerator<Target> {
  let open: { method: string; url: string; headers: HeaderLine[]; body: Buffer | undefined } | undefined;
  const close = (done: NonNullable<typeof open>) =>
    target(done.method, done.url, done.headers, done.body, defaults);
  for await (const raw of lines) {
    const line = raw.trim();
    if (line.startsWith('#')) continue;
    if (open !== undefined && (line === '' || startsWithMethod.test(line))) {
      yield close(open);
      open = undefined;
    }
    if (line === '') continue;
    if (open === undefined) {
      const [, method, url] = /^(\S+)\s+(.+)$/.exec(line) ?? [];
      if (method === undefined || url === undefined) throw problem(`bad target: ${line}`);
      if (!/^[A-Z]+$/.test(method)) throw problem(`bad method: ${method}`);
      open = { method, url, headers: [], body: undefined };
    } else if (line.startsWith('@')) {
      open.body = readBody(line.slice(1));
    } else {
      const [, name = '', value = ''] = /^([^:]*):(.*)$/.exec(line) ?? [];
      if (name.trim() === '' || value.trim() === '') throw problem(`bad header: ${line}`);
      open.headers.push([name.trim(), value.trim()]);
    }
  }
  if (open !== undefined) yield close(open);
}

function readBody(name: string): Buffer {
  try {
    return withGoTexts(name, () => readFileSync(name));
  } catch (error) {
    throw problem(`bad body: ${messageOf(error)}`);
  }
}

/** Targets in vegeta's `json` format: one object a line, body in base64. */
export async function* readJsonTargets(
  lines: AsyncIterable<string>,
  defaults: TargetDefaults,
): AsyncGenerator<Target> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw problem(`bad target in line ${number}: ${messageOf(error)}`);
    }
    const from = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    if (typeof from.method !== 'string' || from.method === '')
      throw problem('target: required method is missing');
    if (typeof from.url !== 'string' || from.url === '') throw problem('target: required url is missing');
    const body = typeof from.body === 'string' ? Buffer.from(from.body, 'base64') : undefined;
    yield target(from.method, from.url, jsonHeaders(from.header), body, defaults);
  }
}

function jsonHeaders(header: unknown): HeaderLine[] {
  if (typeof header !== 'object' || header === null) return [];
  return Object.entries(header).flatMap(([name, values]) =>
    Array.isArray(values) ? values.map((value): HeaderLine => [name, String(value)]) : [],
  );
}

/** Lines of a byte stream, without their ends. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}
