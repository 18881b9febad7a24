import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the stub received it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/** What a handler answers with: JSON, or text; a list of parts is sent part by part. */
export interface StubAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  /** Closes the connection without an answer. */
  readonly drop?: true;
  /** Sent line by line; the connection stays open where `open` is true. */
  readonly events?: readonly unknown[];
  readonly open?: true;
}

/** `METHOD /path` -> answers, one after the other; the last one repeats. */
export type StubRoutes = { readonly [route: string]: StubAnswer | readonly StubAnswer[] };

/** A scripted API server on loopback, for tests. */
export interface StubApi {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** Environment under which a client finds the server. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts a {@link StubApi} on a free port. Unknown routes answer 404 as a real server does. */
export async function startStubApi(routes: StubRoutes): Promise<StubApi> {
  const seen: SeenRequest[] = [];
  const turns = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub');
    const body = await bodyOf(request);
    seen.push({
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers as Record<string, string | undefined>,
      ...(body !== '' && { body: JSON.parse(body) }),
    });
    const route = `${request.method} ${url.pathname}`;
    const answers = [routes[route] ?? notFound(url.pathname)].flat();
    const turn = turns.get(route) ?? 0;
    turns.set(route, turn + 1);
    answer(answers[Math.min(turn, answers.length - 1)] ?? {}, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    seen,
    env: { KUBECONFIG: '/nowhere/kubeconfig', KUBERNETES_HOST: url, KUBERNETES_API_KEY: 'stub-token' },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(given: StubAnswer, request: IncomingMessage, response: ServerResponse): void {
  if (given.drop) {
    request.socket.destroy();
    return;
  }
  response.writeHead(given.status ?? 200, {
    'content-type': given.text === undefined ? 'application/json' : 'text/plain',
  });
  response.flushHeaders();
  if (given.events !== undefined) {
    for (const event of given.events) response.write(`${JSON.stringify(event)}\n`);
    if (!given.open) response.end();
    return;
  }
  response.end(given.text ?? JSON.stringify(given.json ?? {}));
}

function notFound(path: string): StubAnswer {
  return {
    status: 404,
    json: { kind: 'Status', status: 'Failure', reason: 'NotFound', message: `${path} not found`, code: 404 },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
