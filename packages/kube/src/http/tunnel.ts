import { request } from 'node:http';
import type { Socket } from 'node:net';
import { KubeConnectionError } from '../kube-errors.js';

/** Opens a connection to `server` through an HTTP proxy (CONNECT, RFC 9110 §9.3.6). */
export function openTunnel(proxy: string, server: URL, signal: AbortSignal): Promise<Socket> {
  const url = new URL(proxy.includes('://') ? proxy : `http://${proxy}`);
  const authority = `${server.hostname}:${server.port || 443}`;
  const headers: Record<string, string> = { Host: authority };
  if (url.username !== '') {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers['Proxy-Authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  return new Promise((resolve, reject) => {
    const asked = request({
      host: url.hostname,
      port: url.port || 80,
      method: 'CONNECT',
      path: authority,
      headers,
      signal,
      agent: false,
    });
    asked.on('error', reject);
    asked.on('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(
        new KubeConnectionError(
          `the proxy ${url.host} refused a connection to ${authority}: ${response.statusCode}`,
        ),
      );
    });
    asked.end();
  });
}
