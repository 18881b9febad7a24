import type { Agent, IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { KubeAccess } from '../access/kube-access.js';
import { type KubeRequest, requestOptions } from './request-options.js';

/** Opens a WebSocket. It comes paused, so that no message is lost before somebody listens. */
export async function openSocket(
  access: KubeAccess,
  agent: Agent,
  request: KubeRequest,
  protocol: string,
  signal: AbortSignal,
): Promise<WebSocket | IncomingMessage> {
  const { WebSocket } = await import('ws');
  const { headers, path, ...options } = await requestOptions(
    access,
    agent,
    { ...request, accept: '*/*' },
    signal,
  );
  const { server } = access;
  const url = new URL(path, server.origin);
  url.protocol = server.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url, protocol, {
    ...options,
    agent: false,
    headers: { ...headers },
    followRedirects: false,
  });
  return new Promise((resolve, reject) => {
    const abort = () => {
      socket.terminate();
      reject(signal.reason);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const settled = () => signal.removeEventListener('abort', abort);
    socket.on('open', () => {
      settled();
      socket.pause();
      resolve(socket);
    });
    // The server answered with something else: its refusal.
    socket.on('unexpected-response', (_sent, response) => {
      settled();
      resolve(response);
    });
    socket.on('error', (error) => {
      settled();
      reject(error);
    });
  });
}
