import type { RequestOptions } from 'node:https';
import { messageOf } from '@chaoskit/errors';
import { KubeConfigError } from '../kube-errors.js';
import type { Credentials } from './kube-access.js';
import type { ChosenContext } from './kubeconfig-file.js';

/**
 * Credentials from an exec plugin, OIDC or one of the old auth providers. These are the official client's part: it is loaded
 * on first use, and keeps and renews what the plugin gave.
 */
export function pluginCredentials(
  file: string,
  { name: context, cluster, user }: ChosenContext,
  extraHeaders: Credentials['headers'],
): (signal: AbortSignal) => Promise<Credentials> {
  let loaded: Promise<import('@kubernetes/client-node/dist/config.js').KubeConfig> | undefined;
  const load = async () => {
    // This module alone: the whole package is ten times as big.
    const { KubeConfig } = await import('@kubernetes/client-node/dist/config.js');
    const config = new KubeConfig();
    // Only the chosen context, in JSON, which is YAML as well.
    config.loadFromString(
      JSON.stringify({
        'current-context': context,
        clusters: [{ name: context, cluster }],
        users: [{ name: context, user }],
        contexts: [{ name: context, context: { cluster: context, user: context } }],
      }),
    );
    return config;
  };
  return async (signal) => {
    const options: RequestOptions = { headers: {} };
    try {
      loaded ??= load();
      await orAborted((await loaded).applyToHTTPSOptions(options), signal);
    } catch (error) {
      signal.throwIfAborted();
      throw new KubeConfigError(
        `no credentials for context ${JSON.stringify(context)} of ${file}: ${messageOf(error).trim()}`,
        { place: { file }, cause: error, hint: 'try the same context with kubectl' },
      );
    }
    const { Authorization: authorization } = options.headers as Record<string, string>;
    return {
      headers: { ...(authorization !== undefined && { Authorization: authorization }), ...extraHeaders },
      ...(options.cert !== undefined && { cert: pem(options.cert) }),
      ...(options.key !== undefined && { key: pem(options.key) }),
    };
  };
}

function pem(material: unknown): string | Buffer {
  return Buffer.isBuffer(material) ? material : String(material);
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
