import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { kubeFromEnv } from '../kube-from-env.js';

const never = new AbortController().signal;
let close: (() => void) | undefined;
afterEach(() => close?.());

/** A server whose containers do what `behave` says. */
async function clientOf(behave: (socket: WebSocket, url: URL) => void) {
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'v4.channel.k8s.io' });
  sockets.on('connection', (socket, request) => behave(socket, new URL(request.url ?? '', 'http://x')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return kubeFromEnv({ secrets: {}, env: { KUBECONFIG: '/nowhere', KUBERNETES_HOST: url } });
}

const frame = (channel: number, data: string | Buffer) =>
  Buffer.concat([Buffer.from([channel]), Buffer.from(data)]);
const pod = { namespace: 'a', name: 'p' };

describe('a command in a container', () => {
  test('gives its output, a character in two frames included, and its exit code', async () => {
    const asked: string[][] = [];
    const client = await clientOf((socket, url) => {
      asked.push(url.searchParams.getAll('command'));
      const bytes = Buffer.from('ü');
      socket.send(frame(1, bytes.subarray(0, 1)));
      socket.send(frame(1, bytes.subarray(1)));
      socket.send(frame(2, 'oops'));
      const causes = [{ reason: 'ExitCode', message: '3' }];
      socket.send(frame(3, JSON.stringify({ status: 'Failure', message: 'exit 3', details: { causes } })));
    });
    const result = await client.exec(pod, { container: 'c', command: ['ls', '-l'] }, never);
    expect(result).toEqual({ exitCode: 3, stdout: 'ü', stderr: 'oops', message: 'exit 3' });
    expect(asked).toEqual([['ls', '-l']]);
  });

  test('whose connection breaks is a failure', async () => {
    const client = await clientOf((socket) => socket.close());
    await expect(client.exec(pod, { command: ['x'] }, never)).rejects.toThrow(/ended before the command did/);
  });

  test('that does not end is left when the signal says so', async () => {
    const ended = new AbortController();
    const client = await clientOf(() => ended.abort(new Error('enough')));
    await expect(client.exec(pod, { command: ['sleep'] }, ended.signal)).rejects.toThrow('enough');
  });
});
