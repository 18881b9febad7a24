import { readFileSync } from 'node:fs';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { type Client, createClient } from '../generator/client.js';
import { type HitOutcome, hit } from '../generator/hit.js';
import { runOpenLoop } from '../generator/open-loop.js';
import { openInput, openOutput, type Program, withGoTexts } from '../program/program.js';
import { toJsonLine } from '../results/json-codec.js';
import type { Result } from '../results/result.js';
import type { AttackFlags, HeaderLine, Rate } from './attack-flags.js';
import { linesOf, readHttpTargets, readJsonTargets, type Target } from './targets.js';

const noTargets = 'no targets to attack';

/** `vegeta attack`: sends at a constant arrival rate and writes one JSON line a result, as soon as it is there. */
export async function attackCommand(flags: AttackFlags, program: Program): Promise<number> {
  checkFlags(flags);
  const next = await targetSource(flags, program);
  const client = openClient(flags, program.env);
  const output = openOutput(flags.output, program);
  const ended = new AbortController();
  let failure: unknown;
  const clock = { originNs: BigInt(Date.now()) * 1_000_000n, originMs: performance.now() };
  const durationMs = flags.duration > 0 ? flags.duration / 1e6 : Number.POSITIVE_INFINITY;
  const record = (result: Result) => output.write(toJsonLine(result));
  const loop = runOpenLoop({
    dueMs: (index, elapsedMs) => dueMs(index, flags.rate, durationMs, elapsedMs),
    maxInFlight: flags['max-workers'],
    untilMs: durationMs,
    nowMs: () => performance.now(),
    signal: AbortSignal.any([program.stop, ended.signal]),
    async send(seq) {
      try {
        const target = await next();
        if (target === undefined) {
          ended.abort();
          record(resultOf(flags.name, seq, undefined, failedOutcome(noTargets), clock, flags['max-body']));
          return;
        }
        const outcome = await attackOnce(target, seq, flags, client);
        record(resultOf(flags.name, seq, target, outcome, clock, flags['max-body']));
      } catch (error) {
        failure ??= error;
        ended.abort();
      }
    },
  });
  const killed = new Promise<void>((resolve) => program.kill.addEventListener('abort', () => resolve()));
  try {
    await Promise.race([loop, killed]);
  } finally {
    client.close();
    output.close();
  }
  if (failure !== undefined) throw failure;
  return 0;
}

/** When hit `index` is due, in milliseconds from the start. */
function dueMs(index: number, rate: Rate, durationMs: number, elapsedMs: number): number | undefined {
  if (rate.hits === 0) return elapsedMs < durationMs ? 0 : undefined;
  const due = (index * rate.perNs) / rate.hits / 1e6;
  return due < durationMs ? due : undefined;
}

function checkFlags(flags: AttackFlags): void {
  const refuse = (message: string) => {
    throw new ChaosError('CHAOS_E_LOAD_USAGE', message);
  };
  if (flags.rate.hits === 0 && flags['max-workers'] === Number.POSITIVE_INFINITY) {
    refuse('-rate=0 requires setting -max-workers');
  }
  if (flags.format !== 'http' && flags.format !== 'json') {
    refuse(`format ${JSON.stringify(flags.format)} isn't one of [http, json]`);
  }
}

/** Hands out the targets: read at once and repeated, or, with -lazy, one by one until there are no more. */
async function targetSource(
  flags: AttackFlags,
  program: Program,
): Promise<() => Promise<Target | undefined>> {
  const body = flags.body === '' ? undefined : opening(flags.body, () => readFileSync(flags.body));
  const defaults = { headers: flags.header, ...(body !== undefined && { body }) };
  const lines = linesOf(opening(flags.targets, () => openInput(flags.targets, program)));
  const targets = (flags.format === 'json' ? readJsonTargets : readHttpTargets)(lines, defaults);
  if (flags.lazy) {
    return async () => {
      const { done, value } = await targets.next();
      return done ? undefined : value;
    };
  }
  const all: Target[] = [];
  for await (const target of targets) all.push(target);
  if (all.length === 0) throw new ChaosError('CHAOS_E_LOAD_TARGETS', noTargets);
  let turn = 0;
  return async () => all[turn++ % all.length];
}

function opening<T>(name: string, open: () => T): T {
  try {
    return withGoTexts(name, open);
  } catch (error) {
    throw new ChaosError(
      'CHAOS_E_LOAD_FILE',
      `error opening ${name}: ${messageOf(error)}`.replace(/: open .*: open /, ': open '),
    );
  }
}

function openClient(flags: AttackFlags, env: Program['env']): Client {
  const ttl = flags['dns-ttl'];
  return createClient({
    keepAlive: flags.keepalive,
    maxIdle: flags.connections,
    maxConnections: flags['max-connections'],
    dnsTtlMs: ttl === 0 ? Number.POSITIVE_INFINITY : Math.max(0, ttl / 1e6),
    insecure: flags.insecure,
    rootCertFiles: flags['root-certs'],
    connectTo: flags['connect-to'],
    env,
    ...(flags.laddr !== '0.0.0.0' && { localAddress: flags.laddr }),
    ...(flags['unix-socket'] !== '' && { unixSocket: flags['unix-socket'] }),
    ...(flags.cert !== '' && { certFile: flags.cert }),
    ...(flags.key !== '' && { keyFile: flags.key }),
  });
}

function attackOnce(target: Target, seq: number, flags: AttackFlags, client: Client): Promise<HitOutcome> {
  const headers: HeaderLine[] = [...target.headers, ['X-Vegeta-Seq', String(seq)]];
  if (flags.name !== '') headers.push(['X-Vegeta-Attack', flags.name]);
  headers.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return hit(
    {
      method: target.method,
      url: target.url,
      headers,
      ...(target.body !== undefined && { body: target.body, chunked: flags.chunked }),
    },
    client,
    { timeoutMs: flags.timeout / 1e6, redirects: flags.redirects, local: flags.laddr, shownUrl: target.text },
  );
}

function failedOutcome(error: string): HitOutcome {
  const now = performance.now();
  return { code: 0, statusText: '', error, headers: null, body: null, marks: { startMs: now }, endedMs: now };
}

function resultOf(
  attack: string,
  seq: number,
  target: Target | undefined,
  outcome: HitOutcome,
  clock: { originNs: bigint; originMs: number },
  maxBody: number,
): Result {
  const body = maxBody >= 0 ? (outcome.body?.subarray(0, maxBody) ?? null) : outcome.body;
  const { code } = outcome;
  const refused = code !== 0 && (code < 200 || code >= 400);
  return {
    attack,
    seq,
    code,
    timestampNs: clock.originNs + BigInt(Math.round((outcome.marks.startMs - clock.originMs) * 1e6)),
    latencyNs: Math.round((outcome.endedMs - outcome.marks.startMs) * 1e6),
    bytesOut: target?.body?.byteLength ?? 0,
    bytesIn: code === 0 ? 0 : (body?.byteLength ?? 0),
    error: refused ? `${code} ${outcome.statusText}` : outcome.error,
    body: body?.toString('base64') ?? null,
    method: target?.method ?? '',
    url: target?.text ?? '',
    headers: outcome.headers,
  };
}
