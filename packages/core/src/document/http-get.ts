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
export const httpGet: HttpGet = async (url, { headers, verifyTls, signal }) => {
  const { Agent, fetch } = await import('undici');
  const dispatcher = new Agent({ connect: { rejectUnauthorized: verifyTls } });
  try {
    const response = await fetch(url, { headers, signal, dispatcher });
    const body = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, contentType: response.headers.get('content-type') ?? '', body };
  } finally {
    await dispatcher.close();
  }
};
