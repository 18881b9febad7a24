import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { httpGet, type Json, loadSource, type ParsedDocument, parseDocument } from '@chaoskit/core';

export interface LoadOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly settings: Json;
  readonly verifyTls: boolean;
}

/** Loads and parses an experiment: a file, a URL, or `-`. Throws `InvalidSourceError` with its place. */
export async function loadExperiment(
  source: string,
  { env, settings, verifyTls }: LoadOptions,
  signal: AbortSignal,
): Promise<ParsedDocument> {
  const text = await loadSource(source, { readFile, readStdin, httpGet, env, settings, verifyTls }, signal);
  return parseDocument(text);
}

/** Folder that the experiment's own modules are found from: where its file is; the working folder for URLs and standard input. */
export function experimentFolder(cwd: string, source: string): string {
  return source === '-' || /^https?:/.test(source) ? cwd : dirname(resolve(cwd, source));
}

async function readStdin(): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

/** The document with another value: hooks of global controls may change what was loaded. Places stay those of the text. */
export function withValue(document: ParsedDocument, value: Json | undefined): ParsedDocument {
  return value === undefined || value === document.value
    ? document
    : { source: document.source, value, locate: (path) => document.locate(path) };
}
