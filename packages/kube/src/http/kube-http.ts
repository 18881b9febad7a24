import { Agent as HttpAgent, request as httpRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { messageOf } from '@chaoskit/errors';
import type { WebSocket } from 'ws';
import type { KubeAccess } from '../access/kube-access.js';
import { KubeApiError, KubeConnectionError } from '../kube-errors.js';
import { openSocket } from './open-socket.js';
import { type KubeRequest, requestOptions } from './request-options.js';

// The reference's HTTP layer repeats a refused connection, and a GET without an answer, as often (drivers.md §1.2).
const retries = 3;
// Where packets vanish the system would try for two minutes.
const connectTimeoutMs = 30_000;

/** Sends requests with the credentials of one {@link KubeAccess}. Connections are kept; they hold no process alive. */
export class KubeHttp {
  readonly #access: KubeAccess;
  readonly #agent: HttpAgent;

  constructor(access: KubeAccess) {
    this.#access = access;
    const pool = { keepAlive: true, maxFreeSockets: 4 };
    this.#agent = access.server.protocol === 'https:' ? new HttpsAgent(pool) : new HttpAgent(pool);
  }

  /**
   * Resolves with the head of a successful answer; its body is still to be read.
   * @throws KubeApiError for a status of 300 or more
   * @throws KubeConnectionError where there is no answer
   */
  async open(request: KubeRequest, signal: AbortSignal): Promise<IncomingMessage> {
    for (let attempt = 0; ; attempt += 1) {
      signal.throwIfAborted();
      try {
        const response = await this.#send(request, signal);
        return (response.statusCode ?? 0) < 300 ? response : await this.#refused(request, response, signal);
      } catch (error) {
        if (error instanceof KubeApiError || error instanceof KubeConnectionError) throw error;
        signal.throwIfAborted();
        const { code } = error as NodeJS.ErrnoException;
        const broken = request.method === 'GET' && (code === 'ECONNRESET' || code === 'EPIPE');
        if (attempt < retries && (code === 'ECONNREFUSED' || broken)) continue;
        throw this.#connectionError(error);
      }
    }
  }

  /** The whole body as text. */
  async text(request: KubeRequest, signal: AbortSignal): Promise<string> {
    return this.#read(request, await this.open(request, signal), signal);
  }

  /** The whole body as JSON. */
  async json(request: KubeRequest, signal: AbortSignal): Promise<unknown> {
    const text = await this.text(request, signal);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new KubeConnectionError(
        `${this.#access.target.server} did not answer ${request.method} ${request.path} with JSON: is it a Kubernetes API server?`,
        { cause: error },
      );
    }
  }

  /**
   * Opens a WebSocket to the API server. It comes paused, so that no message is lost before somebody listens.
   * @throws KubeApiError where the server refuses it
   */
  async socket(request: KubeRequest, protocol: string, signal: AbortSignal): Promise<WebSocket> {
    let answer: WebSocket | IncomingMessage;
    try {
      answer = await openSocket(this.#access, this.#agent, request, protocol, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof KubeConnectionError ? error : this.#connectionError(error);
    }
    return answer instanceof IncomingMessage ? this.#refused(request, answer, signal) : answer;
  }

  /** Closes the kept connections. */
  close(): void {
    this.#agent.destroy();
  }

  async #send(request: KubeRequest, given: AbortSignal): Promise<IncomingMessage> {
    // A signal of its own: many requests at a time may share the given one, and Node warns of many listeners.
    const signal = AbortSignal.any([given]);
    const options = await requestOptions(this.#access, this.#agent, request, signal);
    const send = this.#access.server.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const sent = send(options);
      const abort = () => sent.destroy(signal.reason);
      const late = setTimeout(
        () => sent.destroy(new Error(`no connection within ${connectTimeoutMs / 1000} s`)),
        connectTimeoutMs,
      );
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort);
      sent.on('socket', (socket) => {
        if (socket.connecting) socket.once('connect', () => clearTimeout(late));
        else clearTimeout(late);
      });
      sent.on('error', reject);
      sent.on('close', () => {
        clearTimeout(late);
        signal.removeEventListener('abort', abort);
      });
      sent.on('response', resolve);
      sent.end(request.body === undefined ? undefined : JSON.stringify(request.body));
    });
  }

  async #refused(request: KubeRequest, response: IncomingMessage, signal: AbortSignal): Promise<never> {
    const body = await this.#read(request, response, signal);
    throw new KubeApiError(`${request.method} ${request.path}`, response.statusCode ?? 0, body);
  }

  /** Reads a body to its end. */
  async #read(request: KubeRequest, response: IncomingMessage, signal: AbortSignal): Promise<string> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of response) chunks.push(chunk as Buffer);
    } catch (error) {
      signal.throwIfAborted();
      throw new KubeConnectionError(
        `the answer of ${this.#access.target.server} to ${request.method} ${request.path} broke off: ${messageOf(error)}`,
        { cause: error },
      );
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  #connectionError(error: unknown): KubeConnectionError {
    const { context, server } = this.#access.target;
    const { code = '' } = error as NodeJS.ErrnoException;
    const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code);
    return new KubeConnectionError(
      `the Kubernetes API server of context ${JSON.stringify(context)} at ${server} can't be used: ${reasonOf(error)}`,
      {
        cause: error,
        hint: certificate
          ? "its certificate is not trusted: give its authority's file, or turn verification off with KUBERNETES_VERIFY_SSL=false"
          : (this.#access.hint ?? 'is the cluster running, and is this the right context?'),
      },
    );
  }
}

/** Happy eyeballs wrap the reasons of all addresses into one error without words. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  return messageOf(error);
}
