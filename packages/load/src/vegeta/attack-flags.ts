import {
  booleanFlag,
  durationFlag,
  type Flag,
  FlagError,
  type FlagValues,
  integerFlag,
  refusedFlag,
  textFlag,
} from '../go/flags.js';
import { parseGoDuration } from '../go/go-duration.js';

/** `hits` requests each `perNs` nanoseconds; 0 hits: as fast as possible. */
export interface Rate {
  readonly hits: number;
  readonly perNs: number;
}

export type HeaderLine = readonly [name: string, value: string];

const rate: Flag<Rate> = {
  usage: 'Number of requests per time unit [0 = infinity] (default 50/1s)',
  valueName: 'value',
  default: { hits: 50, perNs: 1e9 },
  read(text) {
    if (text === 'infinity') return { hits: 0, perNs: 1e9 };
    const [count = '', unit = '1s'] = text.split('/', 2);
    if (!/^[+-]?\d+$/.test(count))
      throw new Error(`strconv.Atoi: parsing ${JSON.stringify(count)}: invalid syntax`);
    const perNs = parseGoDuration(/^\d/.test(unit) ? unit : `1${unit}`);
    if (perNs === undefined) throw new Error(`time: invalid duration ${JSON.stringify(unit)}`);
    if (Number(count) < 0 || perNs <= 0) throw new Error('a rate is not negative');
    return { hits: Number(count), perNs };
  },
};

const header: Flag<readonly HeaderLine[]> = {
  usage: 'Request header',
  valueName: 'value',
  default: [],
  read(text, before) {
    const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(text) ?? [];
    if (name.trim() === '' || value.trim() === '') throw new Error(`header '${text}' has a wrong format`);
    return [...before, [name.trim(), value.trim()]];
  },
};

/** Nanoseconds; 0: names are kept for ever; -1: resolved each time. */
const dnsTtl: Flag<number> = {
  usage: 'Cache DNS lookups for the given duration [-1 = disabled, 0 = forever] (default 0s)',
  valueName: 'value',
  default: 0,
  read(text) {
    if (text === '-1') return -1;
    const ttl = parseGoDuration(text);
    if (ttl === undefined) throw new Error(`time: invalid duration ${JSON.stringify(text)}`);
    return ttl;
  },
};

const connectTo: Flag<ReadonlyMap<string, readonly string[]>> = {
  usage:
    "A mapping of (ip|host):port to use instead of a target URL's (ip|host):port. Can be repeated multiple times.\n" +
    'Identical src:port with different dst:port will round-robin over the different dst:port pairs.\n' +
    'Example: google.com:80:localhost:6060',
  valueName: 'value',
  default: new Map(),
  read(text, before) {
    const [, from, to] = /^([^:]+:\d+):([^:]+:\d+)$/.exec(text) ?? [];
    if (from === undefined || to === undefined)
      throw new Error(`invalid -connect-to ${JSON.stringify(text)}, expected src:port:dst:port`);
    return new Map(before).set(from, [...(before.get(from) ?? []), to]);
  },
};

const rootCerts: Flag<readonly string[]> = {
  usage: 'TLS root certificate files (comma separated list)',
  valueName: 'value',
  default: [],
  read: (text) => text.split(','),
};

const maxWorkers: Flag<number> = {
  ...integerFlag({
    usage: 'Maximum number of workers (default 18446744073709551615)',
    default: Number.POSITIVE_INFINITY,
    min: 1,
  }),
  valueName: 'uint',
  read(text) {
    if (!/^\d+$/.test(text))
      throw new FlagError(`invalid value "${text}" for flag -max-workers: parse error`);
    return Number(text);
  },
};

export const attackFlags = {
  body: textFlag({ usage: 'Requests body file', default: '' }),
  cert: textFlag({ usage: 'TLS client PEM encoded certificate file', default: '' }),
  chunked: booleanFlag({ usage: 'Send body with chunked transfer encoding', default: false }),
  'connect-to': connectTo,
  connections: integerFlag({
    usage: 'Max open idle connections per target host (default 10000)',
    default: 10_000,
  }),
  'dns-ttl': dnsTtl,
  duration: durationFlag({ usage: 'Duration of the test [0 = forever]', default: 0 }),
  format: textFlag({ usage: 'Targets format [http, json] (default "http")', default: 'http' }),
  h2c: refusedFlag('vegeta', 'h2c', true),
  header,
  http2: booleanFlag({
    usage: 'Taken for compatibility: the built-in vegeta always speaks HTTP/1.1',
    default: true,
  }),
  insecure: booleanFlag({ usage: 'Ignore invalid server TLS certificates', default: false }),
  keepalive: booleanFlag({ usage: 'Use persistent connections (default true)', default: true }),
  key: textFlag({ usage: 'TLS client PEM encoded private key file', default: '' }),
  laddr: {
    ...textFlag({ usage: 'Local IP address (default 0.0.0.0)', default: '0.0.0.0' }),
    valueName: 'value',
  },
  lazy: booleanFlag({ usage: 'Read targets lazily', default: false }),
  'max-body': integerFlag({
    usage: 'Maximum number of bytes to capture from response bodies. [-1 = no limit] (default -1)',
    default: -1,
  }),
  'max-connections': integerFlag({ usage: 'Max connections per target host', default: 0 }),
  'max-workers': maxWorkers,
  name: textFlag({ usage: 'Attack name', default: '' }),
  output: textFlag({ usage: 'Output file (default "stdout")', default: 'stdout' }),
  'prometheus-addr': refusedFlag('vegeta', 'prometheus-addr'),
  'proxy-header': refusedFlag('vegeta', 'proxy-header'),
  rate,
  redirects: integerFlag({
    usage: 'Number of redirects to follow. -1 will not follow but marks as success (default 10)',
    default: 10,
  }),
  resolvers: refusedFlag('vegeta', 'resolvers'),
  'root-certs': rootCerts,
  'session-tickets': refusedFlag('vegeta', 'session-tickets', true),
  targets: textFlag({ usage: 'Targets file (default "stdin")', default: 'stdin' }),
  timeout: durationFlag({ usage: 'Requests timeout (default 30s)', default: 30e9 }),
  'unix-socket': textFlag({
    usage: 'Connect over a unix socket. This overrides the host address in target URLs',
    default: '',
  }),
  workers: integerFlag({ usage: 'Initial number of workers (default 10)', default: 10, min: 0 }),
};

export type AttackFlags = FlagValues<typeof attackFlags>;
