import { createClient } from '../generator/client.js';
import { hit } from '../generator/hit.js';
import { runOpenLoop } from '../generator/open-loop.js';
import {
  booleanFlag,
  describeFlags,
  type Flag,
  type FlagValues,
  integerFlag,
  parseFlags,
  refusedFlag,
  textFlag,
} from '../go/flags.js';
import type { Program } from '../program/program.js';
import { withUsage } from '../program/with-usage.js';
import { jsonOutput, liveLine, resultBlock } from './output.js';
import { Tally } from './tally.js';
import { dueTimes, type LoadShape, tickCounts } from './ticks.js';

const headers: Flag<readonly (readonly [string, string])[]> = {
  usage: 'Request Headers. Ex: -h "Accept: text/html" -h "Content-Type: application/xml"',
  valueName: 'value',
  default: [],
  read(text, before) {
    const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(text) ?? [];
    if (name.trim() === '') throw new Error(`header '${text}' has a wrong format`);
    return [...before, [name.trim(), value.trim()]];
  },
};

const flags = {
  P: refusedFlag('ddosify', 'P'),
  T: integerFlag({ usage: 'Request timeout in seconds (default 5)', default: 5, min: 1 }),
  a: textFlag({ usage: 'Basic authentication, username:password', default: '' }),
  b: textFlag({ usage: 'Payload of the network packet (body)', default: '' }),
  cert_key_path: textFlag({
    usage: 'A path to a certificate key file (usually called "key.pem")',
    default: '',
  }),
  cert_path: textFlag({ usage: 'A path to a certificate file (usually called "cert.pem")', default: '' }),
  config: refusedFlag('ddosify', 'config'),
  d: integerFlag({ usage: 'Test duration in seconds (default 10)', default: 10, min: 1 }),
  debug: refusedFlag('ddosify', 'debug', true),
  h: headers,
  l: textFlag({
    usage: 'Type of the load test [linear, incremental, waved] (default "linear")',
    default: 'linear',
  }),
  m: textFlag({ usage: 'Request Method Type (default "GET")', default: 'GET' }),
  n: integerFlag({ usage: 'Total iteration count (default 100)', default: 100, min: 1 }),
  o: textFlag({ usage: 'Output destination [stdout, stdout-json] (default "stdout")', default: 'stdout' }),
  t: textFlag({ usage: 'Target URL', default: '' }),
  version: booleanFlag({ usage: 'Prints version', default: false }),
};

const liveEveryMs = 1500;

/** The `ddosify` stand-in (spec load.md §2). The exit code is 0 whatever the requests did. */
export async function runDdosify(program: Program): Promise<number> {
  const usage = `Usage of ddosify:\n${describeFlags(flags)}`;
  const run = async (): Promise<number> => {
    const { values } = parseFlags(flags, program.args);
    if (values.version) program.stdout('Version: built-in of chaoskit (single requests of ddosify 1.0)\n');
    else await load(values, program);
    return 0;
  };
  return withUsage(usage, program, run, 'err: ');
}

async function load(values: FlagValues<typeof flags>, program: Program): Promise<void> {
  const shape = checkedShape(values.l);
  const request = requestOf(values);
  if (values.o !== 'stdout' && values.o !== 'stdout-json')
    throw new Error(`unsupported output type: ${values.o}`);
  const due = dueTimes(tickCounts(values.n, values.d, shape));
  const tally = new Tally();
  const client = createClient({
    keepAlive: true,
    maxIdle: 10_000,
    maxConnections: 0,
    dnsTtlMs: Number.POSITIVE_INFINITY,
    insecure: true,
    rootCertFiles: [],
    connectTo: new Map(),
    env: program.env,
    ...(values.cert_path !== '' && { certFile: values.cert_path }),
    ...(values.cert_key_path !== '' && { keyFile: values.cert_key_path }),
  });
  const isText = values.o === 'stdout';
  if (isText) program.stdout('⚙️  Initializing... \n🔥 Engine fired. \n\n🛑 CTRL+C to gracefully stop.\n');
  const live = isText ? setInterval(() => program.stdout(liveLine(tally)), liveEveryMs) : undefined;
  const options = {
    timeoutMs: values.T * 1000,
    redirects: 10,
    local: '0.0.0.0',
    shownUrl: values.t,
    signal: program.kill,
  };
  try {
    await runOpenLoop({
      dueMs: (index) => due[index],
      maxInFlight: Number.POSITIVE_INFINITY,
      untilMs: Number.POSITIVE_INFINITY,
      nowMs: () => performance.now(),
      signal: program.stop,
      send: async () => tally.add(await hit(request, client, options)),
    });
  } finally {
    clearInterval(live);
    client.close();
  }
  program.stdout(isText ? liveLine(tally) + resultBlock(tally) : jsonOutput(tally));
}

function checkedShape(shape: string): LoadShape {
  if (shape === 'linear' || shape === 'incremental' || shape === 'waved') return shape;
  throw new Error(`unsupported load type: ${shape}`);
}

function requestOf(values: FlagValues<typeof flags>) {
  if (values.t === '') throw new Error('Please provide the target url with -t flag');
  const target = /^[a-z]+:\/\//i.test(values.t) ? values.t : `https://${values.t}`;
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target))
    throw new Error(`target url is not valid: ${values.t}`);
  const lines: (readonly [string, string])[] = [...values.h];
  if (values.a !== '') {
    if (!values.a.includes(':'))
      throw new Error("auth credentials couldn't be parsed: write them as username:password");
    lines.push(['Authorization', `Basic ${Buffer.from(values.a).toString('base64')}`]);
  }
  return {
    method: values.m.toUpperCase(),
    url: new URL(target),
    headers: lines,
    ...(values.b !== '' && { body: Buffer.from(values.b) }),
  };
}
