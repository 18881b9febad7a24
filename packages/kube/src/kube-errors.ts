import { ChaosError, type ChaosErrorOptions } from '@chaoskit/errors';

/** The API server answered with a failure. */
export class KubeApiError extends ChaosError {
  override readonly name = 'KubeApiError';
  /** HTTP status; 410 also for an error event of a watch. */
  readonly status: number;
  /** The machine-readable reason of the server's Status, e.g. `NotFound`; empty where there is none. */
  readonly reason: string;
  /** The server's own words. */
  readonly serverMessage: string;
  /** The body as it came. */
  readonly body: string;

  constructor(what: string, status: number, body: string, options: ChaosErrorOptions = {}) {
    const { reason, message } = readStatus(body);
    const words = message || body.trim().slice(0, 300) || 'no further explanation';
    super('CHAOS_E_KUBE_API', `${what}: ${status}${reason === '' ? '' : ` ${reason}`}: ${words}`, {
      ...hintFor(status),
      ...options,
    });
    this.status = status;
    this.reason = reason;
    this.serverMessage = message;
    this.body = body;
  }
}

/** The API server could not be reached, or did not answer in time. */
export class KubeConnectionError extends ChaosError {
  override readonly name = 'KubeConnectionError';

  constructor(message: string, options: ChaosErrorOptions = {}) {
    super('CHAOS_E_KUBE_CONNECTION', message, options);
  }
}

/** The client's configuration can't be used: a missing context, a broken kubeconfig file, an unreadable certificate. */
export class KubeConfigError extends ChaosError {
  override readonly name = 'KubeConfigError';

  constructor(message: string, options: ChaosErrorOptions = {}) {
    super('CHAOS_E_KUBE_CONFIG', message, options);
  }
}

function readStatus(body: string): { reason: string; message: string } {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return { reason: '', message: '' };
    const { reason, message } = value as { reason?: unknown; message?: unknown };
    return {
      reason: typeof reason === 'string' ? reason : '',
      message: typeof message === 'string' ? message : '',
    };
  } catch {
    return { reason: '', message: '' };
  }
}

function hintFor(status: number): ChaosErrorOptions {
  if (status === 401) return { hint: 'the credentials of this context are missing, wrong or expired' };
  if (status === 403)
    return { hint: 'the account of this context needs another role: see the docs on permissions' };
  return {};
}
