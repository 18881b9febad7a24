import type { Result } from './result.js';

/** One CSV record with its line end: twelve columns, no header (spec load.md §1). */
export function toCsvLine(result: Result): string {
  const headers = Object.entries(result.headers ?? {}).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}\r\n`),
  );
  const columns = [
    result.timestampNs,
    result.code,
    result.latencyNs,
    result.bytesOut,
    result.bytesIn,
    result.error,
    result.body ?? '',
    result.attack,
    result.seq,
    result.method,
    result.url,
    result.headers === null ? '' : Buffer.from(`${headers.join('')}\r\n`).toString('base64'),
  ];
  return `${columns.map((column) => quote(String(column))).join(',')}\n`;
}

function quote(text: string): string {
  return /[",\r\n]|^\s/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads one record; undefined where it is no result. Records with line breaks inside quotes are not vegeta's. */
export function fromCsvLine(line: string): Result | undefined {
  const columns = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
  const [
    timestamp = '',
    code,
    latency,
    bytesOut,
    bytesIn,
    error = '',
    body = '',
    attack = '',
    seq,
    method = '',
  ] = columns;
  if (columns.length !== 12 || !/^\d+$/.test(timestamp)) return undefined;
  return {
    attack,
    seq: Number(seq),
    code: Number(code),
    timestampNs: BigInt(timestamp),
    latencyNs: Number(latency),
    bytesOut: Number(bytesOut),
    bytesIn: Number(bytesIn),
    error,
    body: body === '' ? null : body,
    method,
    url: columns[10] ?? '',
    headers: readHeaders(columns[11] ?? ''),
  };
}

function readHeaders(base64: string): Result['headers'] {
  if (base64 === '') return null;
  const headers: Record<string, string[]> = {};
  for (const line of Buffer.from(base64, 'base64').toString().split('\r\n')) {
    const [, name, value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (headers[name] === undefined) headers[name] = [];
    headers[name].push(value);
  }
  return headers;
}
