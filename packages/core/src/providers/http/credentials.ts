import { join } from 'node:path';
import type { HttpPorts } from './http-ports.js';

type Header = readonly [string, string];

/** Reads the user's `.netrc` once, when it is first asked for. */
export class Netrc {
  readonly #ports: HttpPorts;
  #text: Promise<string> | undefined;

  constructor(ports: HttpPorts) {
    this.#ports = ports;
  }

  /** `login:password` for a host; undefined where there is none. */
  async credentials(host: string): Promise<string | undefined> {
    this.#text ??= this.#read();
    return netrcEntry(await this.#text, host);
  }

  async #read(): Promise<string> {
    const { NETRC, HOME } = this.#ports.env;
    const home = HOME === undefined ? [] : [join(HOME, '.netrc'), join(HOME, '_netrc')];
    for (const path of NETRC === undefined || NETRC === '' ? home : [NETRC]) {
      const text = await this.#ports.readFile(path, 'utf8').catch(() => undefined);
      if (text !== undefined) return text;
    }
    return '';
  }
}

/**
 * The headers with `Authorization` from the URL's `user:password@`, or from the user's `.netrc`; both win over a header of the activity, as in
 * Python's requests (core.md §9.3).
 */
export async function withCredentials(
  headers: readonly Header[],
  url: URL,
  netrc: Netrc,
): Promise<readonly Header[]> {
  const found =
    url.username === ''
      ? await netrc.credentials(url.hostname)
      : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  if (found === undefined) return headers;
  const authorization = `Basic ${Buffer.from(found).toString('base64')}`;
  return [
    ...headers.filter(([name]) => name.toLowerCase() !== 'authorization'),
    ['Authorization', authorization],
  ];
}

/** `login:password` of a machine, or of `default`, in a netrc file. */
function netrcEntry(text: string, host: string): string | undefined {
  const words = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .split(/\s+/)
    .filter((word) => word !== '');
  const entries: { machine: string | undefined; values: Map<string, string> }[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === 'machine') entries.push({ machine: words[++index], values: new Map() });
    else if (word === 'default') entries.push({ machine: undefined, values: new Map() });
    else if (word !== undefined) entries.at(-1)?.values.set(word, words[++index] ?? '');
  }
  const entry =
    entries.find(({ machine }) => machine === host) ?? entries.find(({ machine }) => machine === undefined);
  const login = entry?.values.get('login');
  return login === undefined ? undefined : `${login}:${entry?.values.get('password') ?? ''}`;
}
