/** Certificates for the connection, as PEM texts. */
export interface VaultTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

interface VaultRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly tls: VaultTls;
  readonly signal: AbortSignal;
}

/** Sends one request to Vault. Rejects where there is no answer. */
export type SendVaultRequest = (
  request: VaultRequest,
) => Promise<{ readonly status: number; readonly body: string }>;

/** The real one. */
export const sendVaultRequest: SendVaultRequest = async (request) =>
  (await import('./request-with-tls.js')).requestWithTls(request);
