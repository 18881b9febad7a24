import { messageOf } from '@chaoskit/errors';
import type { Environment } from '../values/environment-value.js';
import type { Json } from '../values/json.js';
import { getKey, isJsonObject } from '../values/json-object.js';
import { decodeText } from './decode-text.js';
import type { HttpGet } from './http-get.js';
import { InvalidSourceError } from './invalid-source-error.js';

/** A document's text, and how it is to be read; `text` stands for JSON or YAML, whichever fits. */
export interface SourceText {
  /** As the user gave it. */
  readonly source: string;
  readonly text: string;
  readonly format: 'json' | 'yaml' | 'text';
}

export interface SourceDeps {
  /** Rejects with the system's error codes (`ENOENT`, `EISDIR`, `EACCES`). */
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly readStdin: () => Promise<Uint8Array>;
  readonly httpGet: HttpGet;
  readonly env: Environment;
  /** Content of the settings file: `auths` by host. */
  readonly settings?: Json;
  /** @default true */
  readonly verifyTls?: boolean;
  /** For the whole download, in milliseconds. @default 30_000 */
  readonly timeoutMs?: number;
}

/**
 * Loads the text behind a path, `-` for standard input, or an http(s) URL (core.md §3).
 * Throws {@link InvalidSourceError} with the reference's words where it has any; rejects with the signal's reason when aborted.
 */
export async function loadSource(source: string, deps: SourceDeps, signal: AbortSignal): Promise<SourceText> {
  if (source === '-') {
    return { source, text: decodeText(await deps.readStdin(), 'standard input'), format: 'text' };
  }
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(source)?.[1]?.toLowerCase();
  if (scheme === undefined) return readSource(source, deps);
  if (scheme === 'http' || scheme === 'https') return download(source, deps, signal);
  throw new InvalidSourceError(`'${scheme}' is not a supported source scheme.`, {
    hint: 'give a path, -, or an http or https URL',
  });
}

async function readSource(source: string, deps: SourceDeps): Promise<SourceText> {
  let bytes: Uint8Array;
  try {
    bytes = await deps.readFile(source);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new InvalidSourceError(`Path "${source}" does not exist.`, {
        hint: 'give the path of an experiment, or - to read it from standard input',
        cause,
      });
    const reason = code === 'EISDIR' ? 'is a folder' : `can't be read: ${messageOf(cause)}`;
    const hint = code === 'EISDIR' ? 'give the experiment in it' : 'its owner and mode say who may read it';
    throw new InvalidSourceError(`Path "${source}" ${reason}`, { hint, cause });
  }
  const extension = /\.([^./\\]*)$/.exec(source)?.[1];
  const format =
    extension === 'yml' || extension === 'yaml' ? 'yaml' : extension === 'json' ? 'json' : undefined;
  if (format === undefined) throw unsupported(`Path "${source}"`);
  return { source, text: decodeText(bytes, source), format };
}

async function download(source: string, deps: SourceDeps, signal: AbortSignal): Promise<SourceText> {
  const timeoutMs = deps.timeoutMs ?? 30_000;
  const url = parseUrl(source);
  const options = {
    headers: { Accept: 'application/json, application/x-yaml', ...authorization(url, deps) },
    verifyTls: deps.verifyTls ?? true,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  };
  const response = await deps.httpGet(source, options).catch((cause: unknown) => {
    signal.throwIfAborted();
    const late = options.signal.aborted;
    const reason = late ? `no answer within ${timeoutMs / 1000} s` : deepestMessage(cause);
    throw new InvalidSourceError(`Failed to fetch the experiment: ${source}: ${reason}`, { cause });
  });
  const text = decodeText(response.body, source);
  if (response.status !== 200) {
    const hint = `the server answered with status ${response.status}`;
    throw new InvalidSourceError(`Failed to fetch the experiment: ${text.slice(0, 500)}`, { hint });
  }
  return { source, text, format: formatOf(response.contentType, source) };
}

function parseUrl(source: string): URL {
  try {
    return new URL(source);
  } catch (cause) {
    throw new InvalidSourceError(`'${source}' is not a URL`, { cause });
  }
}

/** The token of the environment, or what the settings hold for exactly this host and port; both go to the host of the source alone. */
function authorization(url: URL, deps: SourceDeps): { Authorization?: string } {
  const token = deps.env.CHAOSTOOLKIT_LOADER_AUTH_BEARER_TOKEN?.trim();
  if (token !== undefined && token !== '') return { Authorization: `bearer ${token}` };
  const auths = isJsonObject(deps.settings) ? getKey(deps.settings, 'auths') : undefined;
  const auth = isJsonObject(auths) ? getKey(auths, url.host) : undefined;
  if (!isJsonObject(auth)) return {};
  const type = getKey(auth, 'type');
  const value = getKey(auth, 'value');
  return typeof type === 'string' && typeof value === 'string' ? { Authorization: `${type} ${value}` } : {};
}

function formatOf(contentType: string, source: string): SourceText['format'] {
  if (contentType.includes('application/json')) return 'json';
  if (['application/x-yaml', 'text/yaml', 'application/yaml'].some((type) => contentType.includes(type)))
    return 'yaml';
  if (contentType.includes('text/plain')) return 'text';
  throw unsupported(`${source} (content type '${contentType}')`);
}

function unsupported(what: string): InvalidSourceError {
  return new InvalidSourceError(`only files with json, yaml or yml extensions are supported: ${what}`);
}

/** The message of the cause that a chain of errors ends in: "fetch failed" says nothing. */
function deepestMessage(reason: unknown): string {
  let deepest = reason;
  while (deepest instanceof Error && deepest.cause !== undefined) deepest = deepest.cause;
  return messageOf(deepest) || messageOf(reason);
}
