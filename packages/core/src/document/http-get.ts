export interface HttpGetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the server's certificate has to be valid. */
  readonly verifyTls: boolean;
  readonly signal: AbortSignal;
}

/** Fetches one URL. Rejects where there is no answer. */
export type HttpGet = (
  url: string,
  options: HttpGetOptions,
) => Promise<{ readonly status: number; readonly contentType: string; readonly body: Uint8Array }>;

/** The real one: follows redirects; an `Authorization` header does not go along to another host. */
export const httpGet: HttpGet = async (url, options) =>
  (await import('./fetch-with-tls.js')).getWithTls(url, options);
