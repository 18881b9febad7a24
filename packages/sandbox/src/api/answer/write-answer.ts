import type { ServerResponse } from 'node:http';
import type { KubeObject } from '../../store/kube-object.js';
import type { Status } from '../../store/status-error.js';
import type { ApiRequest } from '../request/api-request.js';
import { apiVersionOf } from '../resources/resource-definition.js';
import { includeObjectOf, listTable, objectTable } from '../table/render-table.js';
import { type Answer, type ListAnswer, listMetadata } from './answer.js';
import { listItemJson, objectJson } from './object-json.js';

function writeJson(response: ServerResponse, status: number, json: string, headers = {}): void {
  const body = Buffer.from(json);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...headers,
  });
  response.end(body);
}

export function writeBytes(
  response: ServerResponse,
  answer: { readonly bytes: Buffer; readonly type: string },
): void {
  response.writeHead(200, { 'content-type': answer.type, 'content-length': answer.bytes.length });
  response.end(answer.bytes);
}

export function writeText(response: ServerResponse, status: number, text: string): void {
  const body = Buffer.from(text);
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': body.length,
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

export const writeStatus = (response: ServerResponse, status: Status): void =>
  writeJson(response, status.code, JSON.stringify(status));

/** Writes an answer in the form that the request accepts; resolves when it is written, streams included. */
export async function writeAnswer(
  request: ApiRequest,
  answer: Answer,
  response: ServerResponse,
): Promise<void> {
  switch (answer.kind) {
    case 'plain':
      return writeJson(response, answer.status, JSON.stringify(answer.body), warningHeaders(answer.warnings));
    case 'object':
      return writeJson(
        response,
        answer.status,
        shownObject(request, answer),
        warningHeaders(answer.warnings),
      );
    case 'list':
      return writeJson(response, 200, shownList(request, answer.list));
    case 'stream':
      return answer.write(response);
  }
}

function shownObject(request: ApiRequest, answer: Extract<Answer, { kind: 'object' }>): string {
  const { accepted, deps } = request;
  if (accepted.shape === 'object') return objectJson(answer.object);
  if (accepted.shape === 'partial') return JSON.stringify(partialObject(answer.object, accepted.metaVersion));
  const options = {
    now: deps.clock.now(),
    metaVersion: accepted.metaVersion,
    include: includeObjectOf(request),
  };
  return JSON.stringify(objectTable(answer.definition, answer.object, options));
}

function shownList(request: ApiRequest, list: ListAnswer): string {
  const { accepted, deps } = request;
  if (accepted.shape === 'table') {
    const options = {
      now: deps.clock.now(),
      metaVersion: accepted.metaVersion,
      include: includeObjectOf(request),
    };
    return JSON.stringify(listTable(list, options));
  }
  const partial = accepted.shape === 'partial';
  const kind = partial ? 'PartialObjectMetadataList' : `${list.definition.kind}List`;
  const apiVersion = partial ? `meta.k8s.io/${accepted.metaVersion}` : apiVersionOf(list.definition);
  // Custom objects are written as they stand; only the API's own types leave kind and apiVersion to the list.
  const itemJson = list.definition.custom === undefined ? listItemJson : objectJson;
  const items = list.items.map((item) =>
    partial ? JSON.stringify(partialObject(item, accepted.metaVersion)) : itemJson(item),
  );
  const metadata = JSON.stringify(listMetadata(list));
  return `{"kind":"${kind}","apiVersion":"${apiVersion}","metadata":${metadata},"items":[${items.join(',')}]}`;
}

export const partialObject = (object: KubeObject, metaVersion: string): Record<string, unknown> => ({
  kind: 'PartialObjectMetadata',
  apiVersion: `meta.k8s.io/${metaVersion}`,
  metadata: object.metadata,
});

const warningHeaders = (warnings: readonly string[] = []): Record<string, string[]> =>
  warnings.length === 0
    ? {}
    : { warning: warnings.map((text) => `299 - "${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`) };
