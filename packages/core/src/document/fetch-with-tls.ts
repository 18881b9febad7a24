// Only ever imported on use: undici takes its time to load.
import { Agent, fetch } from 'undici';
import type { HttpGet } from './http-get.js';

/** {@link HttpGet} over undici, whose agents can be told not to check certificates. */
export const getWithTls: HttpGet = async (url, { headers, verifyTls, signal }) => {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: verifyTls } });
  try {
    const response = await fetch(url, { headers, signal, dispatcher });
    const body = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, contentType: response.headers.get('content-type') ?? '', body };
  } finally {
    await dispatcher.close();
  }
};
