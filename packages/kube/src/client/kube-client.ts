import type { KubeAccess, KubeTarget } from '../access/kube-access.js';
import { KubeHttp } from '../http/kube-http.js';
import type { KubeRequest } from '../http/request-options.js';
import { type ExecQuery, type ExecResult, execProtocol, readExec } from './kube-exec.js';
import type { KubeObject, NamedObject } from './kube-objects.js';
import {
  type DeleteQuery,
  type ListQuery,
  type LogQuery,
  logRequest,
  type PatchKind,
  pageQuery,
  patchTypes,
  selectors,
  type WatchQuery,
} from './kube-queries.js';
import { collectionPath, type KubeName, type KubeResource, kinds, objectPath } from './kube-resource.js';
import { type WatchEvent, watchEvents } from './kube-watch.js';

/**
 * A thin client of the Kubernetes API. It sends and answers the server's own JSON: nothing is renamed or dropped.
 * `T` is what the caller knows of the objects. Every call throws `KubeApiError` or `KubeConnectionError`, or the reason of
 * an aborted signal.
 */
export class KubeClient {
  readonly target: KubeTarget;
  readonly #http: KubeHttp;

  constructor(access: KubeAccess) {
    this.target = access.target;
    this.#http = new KubeHttp(access);
  }

  /** All objects, in the server's order, page by page. */
  async list<T extends NamedObject = NamedObject>(
    resource: KubeResource,
    query: ListQuery,
    signal: AbortSignal,
  ): Promise<T[]> {
    return (await this.listFrom<T>(resource, query, signal)).items;
  }

  /** All objects, with the version from which a watch may go on. */
  async listFrom<T extends NamedObject = NamedObject>(
    resource: KubeResource,
    query: ListQuery,
    signal: AbortSignal,
  ): Promise<{ items: T[]; resourceVersion: string }> {
    const items: T[] = [];
    for (let page: string | undefined = ''; ; ) {
      const list = (await this.#http.json(
        { method: 'GET', path: collectionPath(resource, query.namespace), query: pageQuery(query, page) },
        signal,
      )) as { items?: T[] | null; metadata?: { continue?: string; resourceVersion?: string } };
      items.push(...(list.items ?? []));
      page = list.metadata?.continue;
      if (!page) return { items, resourceVersion: list.metadata?.resourceVersion ?? '' };
    }
  }

  /** The server's List document itself: one page. */
  async listDocument(
    resource: KubeResource,
    query: ListQuery & { limit?: number },
    signal: AbortSignal,
  ): Promise<KubeObject> {
    const { namespace, ...parameters } = query;
    return this.#object(
      { method: 'GET', path: collectionPath(resource, namespace), query: selectors(parameters) },
      signal,
    );
  }

  get<T = KubeObject>(resource: KubeResource, name: KubeName, signal: AbortSignal): Promise<T> {
    return this.#object<T>({ method: 'GET', path: objectPath(resource, name) }, signal);
  }

  /** @param fieldManager a name that the server writes into the new object, by which its maker knows it again */
  create<T = KubeObject>(
    resource: KubeResource,
    namespace: string | undefined,
    manifest: unknown,
    signal: AbortSignal,
    fieldManager?: string,
  ): Promise<T> {
    const path = collectionPath(resource, namespace);
    return this.#object<T>({ method: 'POST', path, body: manifest, query: { fieldManager } }, signal);
  }

  /** Creates at a subresource, e.g. an eviction. */
  post<T = KubeObject>(
    resource: KubeResource,
    name: KubeName,
    body: unknown,
    signal: AbortSignal,
  ): Promise<T> {
    return this.#object<T>({ method: 'POST', path: objectPath(resource, name), body }, signal);
  }

  replace<T = KubeObject>(
    resource: KubeResource,
    name: KubeName,
    manifest: unknown,
    signal: AbortSignal,
  ): Promise<T> {
    return this.#object<T>({ method: 'PUT', path: objectPath(resource, name), body: manifest }, signal);
  }

  patch<T = KubeObject>(
    resource: KubeResource,
    name: KubeName,
    kind: PatchKind,
    body: unknown,
    signal: AbortSignal,
  ): Promise<T> {
    const query = kind === 'apply' ? { fieldManager: 'chaoskit', force: true } : undefined;
    const request = {
      method: 'PATCH' as const,
      path: objectPath(resource, name),
      body,
      contentType: patchTypes[kind],
    };
    return this.#object<T>(query === undefined ? request : { ...request, query }, signal);
  }

  /** The deleted object, or the server's Status. */
  delete<T = KubeObject>(
    resource: KubeResource,
    name: KubeName,
    options: DeleteQuery,
    signal: AbortSignal,
  ): Promise<T> {
    const hasOptions = Object.values(options).some((value) => value !== undefined);
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', ...options };
    const request = { method: 'DELETE' as const, path: objectPath(resource, name) };
    return this.#object<T>(hasOptions ? { ...request, body } : request, signal);
  }

  /** Resolves when the server has accepted the watch; the events follow until it ends. Bookmarks come with them. */
  async watch<T extends NamedObject = NamedObject>(
    resource: KubeResource,
    query: WatchQuery,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<WatchEvent<T>>> {
    const { namespace, ...parameters } = query;
    const path = collectionPath(resource, namespace);
    const response = await this.#http.open(
      { method: 'GET', path, query: { ...selectors(parameters), watch: true, allowWatchBookmarks: true } },
      signal,
    );
    return watchEvents<T>(response, `WATCH ${path}`, signal);
  }

  /** The log of a container as text. */
  log(pod: { namespace: string; name: string }, query: LogQuery, signal: AbortSignal): Promise<string> {
    return this.#http.text(logRequest(pod, query), signal);
  }

  /** The log of a container as it grows. */
  async *logStream(
    pod: { namespace: string; name: string },
    query: LogQuery,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const response = await this.#http.open(logRequest(pod, { follow: true, ...query }), signal);
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response) yield decoder.decode(chunk as Buffer, { stream: true });
    } finally {
      response.destroy();
    }
  }

  /** Runs a command in a container, without a shell; resolves when it has ended, whatever its exit code. */
  async exec(
    pod: { namespace: string; name: string },
    query: ExecQuery,
    signal: AbortSignal,
  ): Promise<ExecResult> {
    const path = objectPath(kinds.pods, { ...pod, subresource: 'exec' });
    const parameters = { ...query, stdin: false, stdout: true, stderr: true, tty: false };
    const socket = await this.#http.socket({ method: 'GET', path, query: parameters }, execProtocol, signal);
    return readExec(socket, `GET ${path}`, signal);
  }

  /** Any other GET below the server's URL, e.g. discovery. */
  raw<T = KubeObject>(path: string, signal: AbortSignal): Promise<T> {
    return this.#object<T>({ method: 'GET', path }, signal);
  }

  close(): void {
    this.#http.close();
  }

  /** The one place where the server's JSON becomes what the caller knows of it. */
  async #object<T = KubeObject>(request: KubeRequest, signal: AbortSignal): Promise<T> {
    return (await this.#http.json(request, signal)) as T;
  }
}
