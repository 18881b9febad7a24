// Only ever imported on use: undici takes its time to load.
import { Agent, request } from 'undici';
import type { SendVaultRequest } from './vault-request.js';

/** {@link SendVaultRequest} over undici, with certificates of its own for each request. */
export const requestWithTls: SendVaultRequest = async ({ method, url, headers, body, tls, signal }) => {
  const dispatcher = new Agent({ connect: { ...tls } });
  try {
    const response = await request(url, {
      method,
      headers,
      signal,
      dispatcher,
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.statusCode, body: await response.body.text() };
  } finally {
    await dispatcher.close();
  }
};
