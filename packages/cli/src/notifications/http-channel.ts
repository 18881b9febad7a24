import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type JsonObject, type Logger, pyStr, stringifyJson } from '@chaoskit/core';
import type { Notification } from './notification.js';

/** As the reference's client: to connect, and for the answer (core.md §17). */
const CONNECT_TIMEOUT_MS = 2000;
const ANSWER_TIMEOUT_MS = 5000;

/** Sends an event to an HTTP channel: as JSON by POST, or as a GET without a body where the payload is not to be forwarded. */
export function postNotification(
  channel: JsonObject,
  url: string,
  notification: Notification,
  log: Logger,
): Promise<void> {
  const forward = channel.forward_event_payload !== false;
  const body = forward ? stringifyJson({ ...notification }) : undefined;
  const headers = {
    ...(forward ? { 'Content-Type': 'application/json' } : {}),
    ...textHeaders(channel.headers),
  };
  const target = new URL(url);
  const secure = target.protocol === 'https:';
  const options = {
    method: forward ? 'POST' : 'GET',
    headers: body === undefined ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body) },
    agent: false as const,
    signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS + ANSWER_TIMEOUT_MS),
  };
  return new Promise((resolve, reject) => {
    const request = secure
      ? httpsRequest(target, { ...options, rejectUnauthorized: channel.verify_tls !== false })
      : httpRequest(target, options);
    const connecting = setTimeout(
      () => request.destroy(new Error(`no connection to ${url}`)),
      CONNECT_TIMEOUT_MS,
    );
    request.on('socket', (socket) => socket.once('connect', () => clearTimeout(connecting)));
    request.on('error', reject);
    request.on('close', () => clearTimeout(connecting));
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      if (status < 200 || status > 399)
        log.debug(`notification sent to ${url} failed with: ${status} ${response.statusMessage ?? ''}`);
      response.resume().on('end', resolve).on('error', reject);
    });
    request.end(body);
  });
}

function textHeaders(headers: JsonObject[string] | undefined): Record<string, string> {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, pyStr(value)]));
}
