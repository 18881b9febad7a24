import type { ServerResponse } from 'node:http';
import type { KubeObject } from '../../store/kube-object.js';
import type { Status } from '../../store/status-error.js';
import { objectJson } from '../answer/object-json.js';
import { partialObject } from '../answer/write-answer.js';
import type { ApiRequest } from '../request/api-request.js';
import { apiVersionOf } from '../resources/resource-definition.js';
import { eventTable, type IncludeObject, includeObjectOf } from '../table/render-table.js';

/** Writes the events of one watch, a JSON object a line, in the form that the request accepts. */
export class WatchWriter {
  readonly #request: ApiRequest;
  readonly #response: ServerResponse;
  readonly #include: IncludeObject;
  #isFirst = true;

  constructor(request: ApiRequest, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    this.#include = includeObjectOf(request);
  }

  /** The headers go out before any event: clients wait for them. */
  start(): void {
    this.#response.writeHead(200, { 'content-type': 'application/json' });
    this.#response.flushHeaders();
  }

  change(type: string, object: KubeObject): void {
    this.#line(type, this.#shown(object));
  }

  /** Tells the version up to which the watcher has seen everything. */
  bookmark(resourceVersion: string, initialEventsEnd: boolean): void {
    const { definition, accepted } = this.#request;
    const annotations = initialEventsEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
    const metadata = { resourceVersion, creationTimestamp: null, ...annotations };
    const object = { kind: definition.kind, apiVersion: apiVersionOf(definition), metadata };
    this.#line('BOOKMARK', JSON.stringify(accepted.shape === 'table' ? this.#bookmarkTable(object) : object));
  }

  #bookmarkTable(object: { readonly metadata: object }): Record<string, unknown> {
    const apiVersion = `meta.k8s.io/${this.#request.accepted.metaVersion}`;
    const { metadata } = object;
    return { kind: 'Table', apiVersion, metadata, columnDefinitions: null, rows: [{ cells: [], object }] };
  }

  error(status: Status): void {
    this.#line('ERROR', JSON.stringify(status));
  }

  /** Bytes that the client has not taken yet. */
  get backlog(): number {
    return this.#response.writableLength;
  }

  #shown(object: KubeObject): string {
    const { accepted, definition, deps } = this.#request;
    if (accepted.shape === 'object') return objectJson(object);
    if (accepted.shape === 'partial') return JSON.stringify(partialObject(object, accepted.metaVersion));
    const options = { now: deps.clock.now(), metaVersion: accepted.metaVersion, include: this.#include };
    const table = eventTable(definition, object, options, this.#isFirst);
    this.#isFirst = false;
    return JSON.stringify(table);
  }

  #line(type: string, object: string): void {
    this.#response.write(`{"type":"${type}","object":${object}}\n`);
  }
}
