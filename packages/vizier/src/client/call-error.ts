import { PxlError } from '@chaoskit/pxl';
import { Code, ConnectError } from '@connectrpc/connect';
import type { Status } from '../gen/vizierapi_pb.js';
import { VizierError } from '../vizier-error.js';

/** What a failed call means for the caller. `server` is the address as the user named it. */
export function callError(reason: unknown, server: string, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (!(reason instanceof ConnectError)) return reason;
  return errorOf(reason.code, reason.rawMessage, server, reason);
}

/** The error of a message whose status is not OK; undefined where it is. A script's own errors are a `PxlError`. */
export function statusError(status: Status | undefined, server: string): Error | undefined {
  if (status === undefined || status.code === 0) return undefined;
  const problems = status.errorDetails.flatMap(({ error }) =>
    error.case === 'compilerError'
      ? [{ line: Number(error.value.line), column: Number(error.value.column), message: error.value.message }]
      : [],
  );
  if (problems.length > 0) return new PxlError(problems);
  if (status.code === Code.InvalidArgument) return PxlError.nowhere(status.message);
  return errorOf(status.code, status.message, server);
}

function errorOf(code: Code, message: string, server: string, cause?: ConnectError): VizierError {
  const error = (own: string, text: string, hint?: string): VizierError =>
    new VizierError(own, text, {
      ...(hint !== undefined && { hint }),
      ...(cause !== undefined && { cause }),
    });
  switch (code) {
    case Code.Unauthenticated:
      return error(
        'PIXIE_E_KEY',
        `${server} refused the API key: ${message}`,
        'is PIXIE_API_KEY the key of this server?',
      );
    case Code.PermissionDenied:
      return error('PIXIE_E_PERMISSION', `${server} does not permit it: ${message}`);
    case Code.NotFound:
      return error(
        'PIXIE_E_NOT_FOUND',
        `${server}: ${message}`,
        'is PIXIE_CLUSTER_ID a cluster of this server?',
      );
    case Code.InvalidArgument:
      return error('PIXIE_E_REQUEST', `${server} refused the request: ${message}`);
    case Code.DeadlineExceeded:
      return error('PIXIE_E_TIMEOUT', `${server} did not answer in time`);
    case Code.Unavailable:
      return error('PIXIE_E_UNAVAILABLE', `${server} is not available: ${message}`, unavailableHint(message));
    default:
      return tlsError(message)
        ? error(
            'PIXIE_E_TLS',
            `the certificate of ${server} can't be trusted: ${message}`,
            /not yet valid|expired/.test(message)
              ? `is the clock of this machine right? It says ${new Date().toISOString()}`
              : 'name its authority: GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=ca.pem',
          )
        : error('PIXIE_E_CALL', `${server}: ${message}`);
  }
}

const tlsError = (message: string): boolean => /certificate|self[- ]signed|altnames|issuer/i.test(message);

const unavailableHint = (message: string): string | undefined =>
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(message)
    ? 'is PIXIE_SERVER_URL right, and does it listen there?'
    : undefined;
