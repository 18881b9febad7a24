/** What is known of a failed connection. */
interface SystemErrorLike {
  readonly code?: string;
  readonly syscall?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  readonly message: string;
  readonly rawPacket?: Uint8Array;
}

const connectTexts: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connect: connection refused',
  EHOSTUNREACH: 'connect: no route to host',
  ENETUNREACH: 'connect: network is unreachable',
  ETIMEDOUT: 'connect: connection timed out',
  EADDRNOTAVAIL: 'connect: cannot assign requested address',
  EACCES: 'connect: permission denied',
  ECONNRESET: 'connect: connection reset by peer',
  EMFILE: 'socket: too many open files',
};

const certificateTexts: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate signed by unknown authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate signed by unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate signed by unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate signed by unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate signed by unknown authority',
  CERT_HAS_EXPIRED: 'certificate has expired or is not yet valid',
  CERT_NOT_YET_VALID: 'certificate has expired or is not yet valid',
};

/** True where the server closed a connection that had been idle: a request that may be repeated is sent again, as Go does. */
export function isClosedIdle(error: SystemErrorLike): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}

/**
 * The text that a Go HTTP client gives for a failure before the response's head (spec load.md §1): scripts and tolerances
 * look for these words.
 * @param local what stands for the own address before the connection is made
 */
export function describeTransportError(error: SystemErrorLike, local: string): string {
  const code = error.code ?? '';
  const certificate = certificateTexts[code];
  if (certificate !== undefined) return `tls: failed to verify certificate: x509: ${certificate}`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `tls: failed to verify certificate: x509: ${error.message}`;
  }
  if (code === 'ENOTFOUND') return `lookup ${error.hostname ?? ''}: no such host`;
  if (code === 'EAI_AGAIN') return `lookup ${error.hostname ?? ''}: server misbehaving`;
  if (error.syscall === 'connect' || code === 'EMFILE') {
    const text = connectTexts[code] ?? error.message;
    return `dial tcp ${local}:0->${endpoint(error.address, error.port)}: ${text}`;
  }
  if (code === 'ECONNRESET') return error.syscall === 'read' ? 'read: connection reset by peer' : 'EOF';
  if (code === 'EPIPE') return 'write: broken pipe';
  if (code === 'EPROTO' && /wrong version number|packet length/i.test(error.message)) {
    return 'http: server gave HTTP response to HTTPS client';
  }
  if (code.startsWith('HPE_')) {
    const firstLine = Buffer.from(error.rawPacket ?? [])
      .toString('latin1')
      .split('\r\n', 1)[0];
    return `net/http: HTTP/1.x transport connection broken: malformed HTTP response ${JSON.stringify(firstLine ?? '')}`;
  }
  return error.message;
}

function endpoint(address: string | undefined, port: number | undefined): string {
  const host = address ?? '';
  return `${host.includes(':') ? `[${host}]` : host}:${port ?? 0}`;
}
