import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '@chaoskit/errors';
import { StatusError, unauthorized } from '../store/status-error.js';
import { writeAnswer, writeBytes, writeStatus, writeText } from './answer/write-answer.js';
import { authenticate } from './authentication/authenticate.js';
import { answerDiscovery } from './discovery/answer-discovery.js';
import { answerResource } from './operations/route.js';
import type { ApiDeps, User } from './request/api-request.js';
import { requestUrl } from './request/request-url.js';
import { apiRequestOf } from './request/route-request.js';
import { answerSubresource } from './subresources/answer-subresource.js';

export interface HandlerOptions {
  readonly deps: ApiDeps;
  /** The administrator's bearer token. */
  readonly token: string;
  /** Told of faults of the server itself. */
  readonly log: (message: string) => void;
}

/** Answers one request, whatever it is: who asks, what for, and the answer or a Status. Never rejects. */
export async function handleRequest(
  message: IncomingMessage,
  response: ServerResponse,
  { deps, token, log }: HandlerOptions,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  // A client that goes away while it is written to; `close` follows.
  response.on('error', () => {});
  try {
    const user = authenticate(message.headers.authorization, token, deps.tokens);
    if (user === undefined) throw unauthorized();
    await route(message, response, { deps, user, signal: gone.signal });
  } catch (reason) {
    if (!(reason instanceof StatusError)) {
      log(`the API failed at ${message.method} ${message.url}: ${describeFault(reason)}`);
    }
    refuse(response, reason);
  }
}

const describeFault = (reason: unknown): string =>
  reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);

function refuse(response: ServerResponse, reason: unknown): void {
  if (response.headersSent) response.destroy();
  else if (reason instanceof StatusError) writeStatus(response, reason.status);
  else {
    const text = `Internal error occurred: ${messageOf(reason)}`;
    writeStatus(response, new StatusError(500, 'InternalError', text).status);
  }
}

interface RequestContext {
  readonly deps: ApiDeps;
  readonly user: User;
  readonly signal: AbortSignal;
}

async function route(
  message: IncomingMessage,
  response: ServerResponse,
  context: RequestContext,
): Promise<void> {
  const url = requestUrl(message.url ?? '/');
  const { method = 'GET', headers } = message;
  const address = headers.host ?? '';
  const { pathname } = url;
  const found = answerDiscovery({ method, pathname, accept: headers.accept, address }, context.deps.registry);
  if (found !== undefined) return writeBytes(response, found);
  const request = apiRequestOf(message, url, context);
  if (request === undefined) return writeText(response, 404, '404 page not found\n');
  const { subresource } = request.path;
  const answer =
    subresource === undefined ? await answerResource(request) : await answerSubresource(request, subresource);
  await writeAnswer(request, answer, response);
}
