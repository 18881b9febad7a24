import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { isIP, isIPv6 } from 'node:net';
import { issueCertificate, type ServerCertificate } from '@chaoskit/certificate';
import { ChaosError, messageOf } from '@chaoskit/errors';
import type { PixieServeOptions } from '../command-line/pxl-options.js';
import type { CommandContext } from '../context.js';
import { interruptible } from '../host/interruptible.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { openRecording } from '../pxl/open-recording.js';

/**
 * `chaos pixie serve`: a Vizier over a recording, until SIGTERM. Once it listens, standard output has exactly three lines, for the
 * shell; everything else is on standard error.
 */
export async function pixieServe(context: CommandContext, options: PixieServeOptions): Promise<number> {
  const { host, log } = context;
  const { recording, listen, apiKey = `px-api-${randomBytes(16).toString('hex')}`, now, plaintext } = options;
  const { store, metadata, nowNs } = openRecording(recording);
  const certificate = plaintext ? undefined : certificateFor(listen.host, host.now());
  if (certificate !== undefined && options.caOut !== undefined) writeAuthority(options.caOut, certificate);
  const { serveVizier } = await import('@chaoskit/vizier');
  return interruptible(
    nodeSignals,
    () => void endProcess(130),
    async ({ signal }) => {
      const server = await serveVizier({
        source: { store, metadata, nowNs: () => now ?? nowNs },
        ...listen,
        apiKey,
        ...(certificate !== undefined && { tls: certificate }),
      });
      try {
        host.stdout.write(
          `PX_ADDR=${address(server)}\nPX_API_KEY=${apiKey}\nPX_CLUSTER_ID=${server.clusterId}\n`,
        );
        log.info(advice(options));
        await ended(signal);
        return 0;
      } finally {
        await server.close();
      }
    },
  );
}

/** Where clients reach it: a server that listens everywhere is reached over loopback. */
function address({ host, port }: { host: string; port: number }): string {
  const reached = isUnspecified(host) ? (isIPv6(host) ? '::1' : '127.0.0.1') : host;
  return `${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}

const isUnspecified = (host: string): boolean => host === '0.0.0.0' || host === '::';

function certificateFor(host: string, now: number): ServerCertificate {
  const own = isUnspecified(host) ? [] : [host];
  return issueCertificate({
    now,
    authority: 'chaoskit-pixie-ca',
    server: 'chaoskit-pixie',
    dnsNames: [...new Set(['localhost', ...own.filter((name) => isIP(name) === 0)])],
    addresses: [...new Set(['127.0.0.1', '::1', ...own.filter((name) => isIP(name) !== 0)])],
  });
}

function writeAuthority(file: string, { ca }: ServerCertificate): void {
  try {
    writeFileSync(file, ca);
  } catch (cause) {
    throw new ChaosError('CHAOS_E_FILE', `the certificate can't be written: ${messageOf(cause)}`, {
      place: { file },
      cause,
    });
  }
}

function advice({ plaintext, caOut }: PixieServeOptions): string {
  if (plaintext) return 'Serving Pixie in plaintext: clients name the address as http://HOST:PORT';
  return caOut === undefined
    ? 'Serving Pixie over TLS: --ca-out FILE writes the authority that clients have to trust'
    : `Serving Pixie over TLS: Python clients trust it with GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=${caOut}`;
}

/** Resolves when the process is asked to end: that is how this command ends well. */
function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
